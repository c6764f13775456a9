"""The structs of the rubric language: what they accept, what they work out."""

import msgspec
import pytest

from rubric import Group, KeyPoint, Question


def key_point(id, **fields):
    return KeyPoint(id=id, text=f"{id} text", hint=f"{id} hint", **fields)


def question(*key_points, **fields):
    return Question(
        id="sample",
        prompt="What is it?",
        topic="basics",
        level="basic",
        key_points=key_points,
        reference_answers=("It is that.",),
        **fields,
    )


def test_a_key_point_weighs_one_unless_it_says_otherwise():
    assert key_point("a").weight == 1


def test_the_text_of_a_key_point_is_accepted_before_its_wordings():
    assert key_point("a", wordings=("second", "third")).accepted == ("a text", "second", "third")


def test_a_key_point_is_found_by_its_id():
    second = key_point("b")
    assert question(key_point("a"), second).key_point("b") is second


def test_an_unknown_key_point_is_a_key_error():
    with pytest.raises(KeyError, match="'c'"):
        question(key_point("a")).key_point("c")


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        # The weights are 1, 2, 3, 3 and 3.
        ((), 12),
        # Two of the three threes: 1 + 2 + 2 * 3.
        ((Group(id="any", pick=2, key_points=("c", "d", "e")),), 9),
        # One of two threes, and the third on its own: 1 + 2 + 3 + 1 * 3.
        ((Group(id="any", pick=1, key_points=("c", "d")),), 9),
    ],
)
def test_a_perfect_answer_earns_every_lone_weight_and_the_picks_of_each_group(groups, expected):
    weights = {"a": 1, "b": 2, "c": 3, "d": 3, "e": 3}
    points = [key_point(id, weight=weight) for id, weight in weights.items()]
    assert question(*points, groups=groups).max_points == expected


def test_a_question_cannot_be_changed():
    with pytest.raises(AttributeError, match="immutable type: 'Question'"):
        question(key_point("a")).prompt = "Why?"


def test_questions_with_the_same_content_are_equal_and_hash_alike():
    one, other = question(key_point("a")), question(key_point("a"))
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize("id", ["a", "7", "leaky-relu", "3-layers", "a-b-c"])
def test_an_id_is_lower_case_words_joined_by_hyphens(id):
    document = {"id": id, "text": "text", "hint": "hint"}
    assert msgspec.convert(document, KeyPoint).id == id


@pytest.mark.parametrize("id", ["", "A", "a_b", "a b", "-a", "a-", "a--b", "a\n", "\u00e9"])
def test_anything_else_is_not_an_id(id):
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert({"id": id, "text": "text", "hint": "hint"}, KeyPoint)
    assert str(caught.value) == r"Expected `str` matching regex '^[a-z0-9]+(-[a-z0-9]+)*\\Z' - at `$.id`"
