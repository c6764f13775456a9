"""Mistakes of rubric authors that show without a model."""

import msgspec
import pytest

from rubric import KeyPoint, Question
from rubric.checking import Finding, check_structure


def key_point(id, **fields):
    wordings = tuple(f"{id} wording {number}" for number in range(4))
    return KeyPoint(**{"id": id, "text": f"{id} text", "hint": "Which?", "wordings": wordings, **fields})


SOUND = Question(
    id="sample",
    prompt="What is it?",
    topic="basics",
    level="basic",
    key_points=tuple(map(key_point, "abc")),
    reference_answers=("It is that.", "That is it."),
)


def findings(**changes):
    return list(check_structure(msgspec.structs.replace(SOUND, **changes)))


def with_first(**fields):
    return findings(key_points=(key_point("a", **fields), *SOUND.key_points[1:]))


def test_a_sound_question_has_no_findings():
    assert findings() == []


@pytest.mark.parametrize("count", [3, 8])
def test_three_to_eight_key_points_are_sound(count):
    assert findings(key_points=tuple(map(key_point, "abcdefgh"[:count]))) == []


@pytest.mark.parametrize("count", [2, 9])
def test_fewer_or_more_key_points_are_found(count):
    expected = Finding("sample", "key_points", f"{count} of them; 3 to 8 grade best")
    assert findings(key_points=tuple(map(key_point, "abcdefghi"[:count]))) == [expected]


def test_a_single_reference_answer_is_found():
    expected = Finding("sample", "reference_answers", "only one; write a second in other words")
    assert findings(reference_answers=("It is that.",)) == [expected]


def test_too_few_wordings_are_found():
    expected = Finding("sample", "a", "3 wordings; write at least 4")
    assert with_first(wordings=("one", "two", "three")) == [expected]


def test_a_single_counter_statement_is_found():
    expected = Finding("sample", "a", "only one counter-statement; write another in other words, or none")
    assert with_first(counter_statements=("not a",)) == [expected]


def test_two_counter_statements_are_sound():
    assert with_first(counter_statements=("not a", "never a")) == []


@pytest.mark.parametrize("copy", ["b text", "B  Text", " b\ntext "])
def test_a_statement_of_two_key_points_is_found_whatever_its_case_and_spacing(copy):
    expected = Finding("sample", "a and b", "the same statement stands twice: 'b text'")
    assert with_first(text=copy) == [expected]


def test_a_statement_that_one_key_point_repeats_is_found():
    expected = Finding("sample", "a", "the same statement stands twice: 'same'")
    assert with_first(counter_statements=("same", "Same")) == [expected]


def test_a_statement_both_accepted_and_countered_is_found():
    expected = Finding("sample", "a", "the same statement stands twice: 'a text'")
    assert with_first(counter_statements=("a text", "not a")) == [expected]
