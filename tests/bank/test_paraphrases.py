"""Free paraphrases: right answers in the person's own words, against wrong ones in the book's."""

from pathlib import Path
from statistics import mean

import pytest

from grader.grading import Grader
from grader.labelled import load
from rubric import Question

LABELLED = Path(__file__).parents[2] / "data" / "labelled"


@pytest.fixture(scope="module")
def percents(grader: Grader, bank: dict[str, Question]) -> dict[tuple[str, str], list[float]]:
    rows = [
        row
        for row in load(sorted(LABELLED.glob("*.jsonl")))
        if row.kind in ("good_plain", "weak", "reversed", "off_topic", "echo")
    ]
    found: dict[tuple[str, str], list[float]] = {}
    graded = grader.grade_all((bank[row.question_id], row.answer) for row in rows)
    for row, one in zip(rows, graded, strict=True):
        found.setdefault((row.question_id, row.kind), []).append(one.grade.percent)
    return found


def of_kind(percents: dict[tuple[str, str], list[float]], kind: str) -> list[float]:
    return [value for (_, found), values in percents.items() if found == kind for value in values]


def test_plain_words_earn_more_than_fluent_reversals_on_average(
    percents: dict[tuple[str, str], list[float]],
) -> None:
    assert mean(of_kind(percents, "good_plain")) > 2 * mean(of_kind(percents, "reversed"))


@pytest.mark.parametrize("kind", ["off_topic", "echo"])
def test_answers_that_say_nothing_earn_next_to_nothing(percents: dict[tuple[str, str], list[float]], kind: str) -> None:
    assert mean(of_kind(percents, kind)) < 5


def test_plain_words_come_before_reversals_for_nearly_every_question(
    percents: dict[tuple[str, str], list[float]], bank: dict[str, Question]
) -> None:
    behind = [id for id in bank if mean(percents[id, "good_plain"]) <= mean(percents[id, "reversed"])]
    assert len(behind) <= 2, behind
