"""What every shipped rubric must have."""

from pathlib import Path

import pytest

from grader.labelled import LabelledAnswer, load
from rubric import Question
from rubric.bank import questions
from rubric.checking import check_structure

LABELLED = Path(__file__).parents[2] / "data" / "labelled"


def test_the_bank_holds_the_45_questions_by_number() -> None:
    assert [question.number for question in questions()] == list(range(1, 46))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_every_rubric_is_sound(question: Question) -> None:
    assert list(check_structure(question)) == []


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_every_key_point_has_wordings_counter_statements_and_a_hint_that_does_not_give_it_away(
    question: Question,
) -> None:
    for point in question.key_points:
        assert len(point.wordings) >= 4, point.id
        assert len(point.counter_statements) >= 2, point.id
        assert point.text.lower() not in point.hint.lower(), point.id


@pytest.fixture(scope="module")
def rows() -> list[LabelledAnswer]:
    return load(sorted(LABELLED.glob("*.jsonl")))


def test_every_question_has_twenty_labelled_answers(rows: list[LabelledAnswer]) -> None:
    counts = {question.id: sum(row.question_id == question.id for row in rows) for question in questions()}
    assert {id: count for id, count in counts.items() if count < 20} == {}


def test_labels_name_exactly_the_key_points(rows: list[LabelledAnswer], bank: dict[str, Question]) -> None:
    wrong = [row.id for row in rows if set(row.labels) != {point.id for point in bank[row.question_id].key_points}]
    assert wrong == []


def test_length_does_not_give_the_level_away(rows: list[LabelledAnswer]) -> None:
    def words(*levels: int) -> float:
        counts = [len(row.answer.split()) for row in rows if row.level in levels]
        return sum(counts) / len(counts)

    assert words(0, 1) > words(5) / 2
