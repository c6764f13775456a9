"""The hash of a rubric changes exactly when a score could."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric import Dated, Group, KeyPoint, Misconception, Question, RubricError
from rubric.identity import content_hash, from_document, to_document

QUESTION = Question(
    id="sample",
    number=1,
    prompt="What is it?",
    topic="basics",
    level="basic",
    key_points=(
        KeyPoint(id="a", text="It is a.", hint="Which?", wordings=("a it is",), exact=("a",)),
        KeyPoint(id="b", text="It is b.", hint="Which else?", counter_statements=("It is not b.",)),
        KeyPoint(id="c", text="It is c.", hint="Which third?"),
    ),
    reference_answers=("It is a, b and c.",),
    groups=(Group(id="any", pick=1, key_points=("a", "b")),),
    misconceptions=(Misconception(id="d", statements=("It is d.",), penalty=1.0, correction="It is a."),),
    dated=(Dated(terms=("alpha",), note="It is called a now."),),
    follow_ups=("Why?",),
)

texts = st.text(min_size=1).filter(str.strip)
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
weights = st.floats(min_value=0, exclude_min=True, max_value=100)
key_points = st.builds(KeyPoint, id=slugs, text=texts, hint=texts, weight=weights, wordings=st.tuples(texts))
questions = st.builds(
    Question,
    id=slugs,
    prompt=texts,
    topic=texts,
    level=st.just("advanced"),
    key_points=st.lists(key_points, min_size=1, max_size=3, unique_by=lambda point: point.id).map(tuple),
    reference_answers=st.tuples(texts),
    number=st.none() | st.integers(1, 99),
    groups=st.just(()),
    misconceptions=st.just(()),
    dated=st.just(()),
    follow_ups=st.lists(texts, max_size=2).map(tuple),
)


def changed(**fields):
    return msgspec.structs.replace(QUESTION, **fields)


def changed_point(**fields):
    first, *others = QUESTION.key_points
    return changed(key_points=(msgspec.structs.replace(first, **fields), *others))


def changed_misconception(**fields):
    return changed(misconceptions=(msgspec.structs.replace(QUESTION.misconceptions[0], **fields),))


def test_a_hash_is_64_hex_digits():
    digest = content_hash(QUESTION)
    assert len(digest) == 64
    assert set(digest) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "other",
    [
        changed(number=2),
        changed(number=None),
        changed(topic="others"),
        changed(level="advanced"),
        changed(follow_ups=()),
        changed(dated=()),
        changed_point(hint="Which one?"),
        changed_misconception(correction="It is b."),
    ],
)
def test_hints_notes_and_catalogue_data_leave_the_hash_alone(other):
    assert other != QUESTION
    assert content_hash(other) == content_hash(QUESTION)


@pytest.mark.parametrize(
    "other",
    [
        changed(id="other"),
        changed(prompt="What was it?"),
        changed(reference_answers=("It is a.",)),
        changed(groups=()),
        changed(misconceptions=()),
        changed(key_points=QUESTION.key_points[::-1]),
        changed_point(text="It is A."),
        changed_point(weight=2.0),
        changed_point(wordings=()),
        changed_point(exact=()),
        changed_point(counter_statements=("It is not a.",)),
        changed_misconception(penalty=2.0),
        changed_misconception(statements=("It is D.",)),
        changed_misconception(truths=("It is not d.",)),
    ],
)
def test_whatever_affects_the_score_changes_the_hash(other):
    assert content_hash(other) != content_hash(QUESTION)


@given(questions)
def test_a_question_reads_back_from_its_document(question):
    assert from_document(to_document(question), "the log") == question


@given(questions)
def test_a_question_that_went_through_json_keeps_its_hash(question):
    stored = msgspec.json.encode(to_document(question))
    assert content_hash(from_document(msgspec.json.decode(stored), "the log")) == content_hash(question)


def test_a_weight_left_out_hashes_like_one_written_as_an_integer_or_a_decimal():
    document = to_document(QUESTION)
    hashes = set()
    for weight in ({}, {"weight": 1}, {"weight": 1.0}):
        point = {"id": "a", "text": "It is a.", "hint": "Which?", **weight}
        hashes.add(content_hash(from_document({**document, "key_points": [point], "groups": []}, "the log")))
    assert len(hashes) == 1


def test_a_weight_given_as_an_integer_hashes_like_its_decimal():
    assert content_hash(changed_point(weight=2)) == content_hash(changed_point(weight=2.0))


def test_a_damaged_document_is_an_error_that_names_its_source():
    document = to_document(QUESTION)
    del document["prompt"]
    with pytest.raises(RubricError) as caught:
        from_document(document, "the log")
    assert str(caught.value) == "the log: prompt: key 'prompt' is missing; add it; docs/rubrics.md shows how"
