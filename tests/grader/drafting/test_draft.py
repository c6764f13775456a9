"""Question and model answer -> draft rubric, and the doubts about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.drafting.doubts import Doubt
from grader.drafting.draft import draft, numbered, slug
from grader.errors import DraftError
from rubric.identity import to_document
from rubric.loading import parse

PROMPT = "Why does it rain?"
ANSWER = """Water evaporates from the warm oceans and rises into the air as an invisible gas.
High up the air is cold. There the gas condenses around grains of dust into drops, which gather in clouds
and grow by bumping into each other until the wind can no longer carry them. Then they fall."""


def test_a_draft_has_a_key_point_for_each_statement() -> None:
    question = draft(PROMPT, ANSWER, topic="weather", level="basic").question
    assert (question.id, question.prompt, question.topic, question.level) == ("why-rain", PROMPT, "weather", "basic")
    assert question.reference_answers == (ANSWER,)
    points = question.key_points
    assert [point.text for point in points[:2]] == [ANSWER.split("\n", maxsplit=1)[0], "High up the air is cold."]
    assert points[2].text.startswith("There the gas condenses")
    assert points[2].text.endswith("can no longer carry them. Then they fall.")


def test_ids_and_weights_come_from_what_the_question_does_not_say() -> None:
    # new content words: 8, 3 and 14, on average 8.33: up to 5 weighs 1, from 11.67 on 3
    points = draft(PROMPT, ANSWER).question.key_points
    assert [(point.id, point.weight) for point in points] == [
        ("water-evaporates-warm", 2),
        ("high-air-cold", 1),
        ("gas-condenses-around", 3),
    ]


def test_doubts_say_what_to_mend() -> None:
    found = draft(
        "Is the sky blue, and why?", "The sky is blue. It scatters short waves most. Air scatters short waves."
    )
    assert found.doubts[3:] == (
        Doubt("sky-blue", "is very short; say the idea in a whole sentence"),
        Doubt("sky-blue", "is said by the question already, so an answer earns little by saying it"),
        Doubt("scatters-short-waves", "begins with 'It'; name the thing, for each key point is read alone"),
        Doubt("air-scatters-short", "is very short; say the idea in a whole sentence"),
        Doubt("air-scatters-short", "is much like scatters-short-waves; merge them or set them apart"),
    )
    assert [doubt.text.split(":")[0] for doubt in found.doubts[:3]] == [
        "write wordings",
        "write counter-statements",
        "write hints",
    ]


def test_many_statements_become_eight_key_points() -> None:
    answer = " ".join(f"Statement number {n} says that thing{n} is {'very ' * n}good." for n in range(1, 12))
    found = draft("Which things are good?", answer)
    assert len(found.question.key_points) == 8
    assert Doubt("", "11 statements were put together to 8 key points; regroup them by idea") in found.doubts


def test_a_hint_gives_nothing_away() -> None:
    points = draft(PROMPT, ANSWER).question.key_points
    assert points[1].hint == "The model answer makes 3 points. What could number 2 be?"


@pytest.mark.parametrize(
    ("prompt", "answer", "message"),
    [
        (" ", ANSWER, "the question is empty; give the question as the candidate will read it"),
        (PROMPT, "...", "the model answer is empty; write what a very good answer says"),
    ],
)
def test_nothing_comes_of_nothing(prompt: str, answer: str, message: str) -> None:
    with pytest.raises(DraftError) as caught:
        draft(prompt, answer)
    assert str(caught.value) == message


def test_ids_are_plain_and_unique() -> None:
    assert slug("Größe & Co. (2nd)") == "groe-co-2nd"
    assert slug("\u96e8") == ""
    assert numbered(["a", "b", "a", "a-2", "a"]) == ["a", "b", "a-2", "a-2-2", "a-3"]


@given(st.text(min_size=1, max_size=60), st.text(max_size=300))
def test_every_draft_is_a_valid_rubric(prompt: str, answer: str) -> None:
    try:
        question = draft(prompt, answer).question
    except DraftError:
        return
    assert parse(to_document(question), "draft") == question
    assert 1 <= len(question.key_points) <= 8
    assert {point.weight for point in question.key_points} <= {1, 2, 3}
