"""Free wording, right and wrong, by writers whose answers no fit and no training has seen."""

from pathlib import Path
from statistics import mean

import numpy as np
import pytest

from grader.evaluation.agreement import spearman
from grader.grading import Grader
from grader.labelled import LabelledAnswer, load
from grader.training.rows import HELD_OUT
from rubric import Question

LABELLED = Path(__file__).parents[2] / "data" / "labelled"
Found = list[tuple[LabelledAnswer, float]]


@pytest.fixture(scope="module")
def found(grader: Grader, bank: dict[str, Question]) -> Found:
    """The answers held out, with the percentage each earns."""
    rows = [row for row in load(sorted(LABELLED.glob("*.jsonl"))) if row.writer in HELD_OUT]
    graded = grader.grade_all((bank[row.question_id], row.answer) for row in rows)
    return [(row, one.grade.percent) for row, one in zip(rows, graded, strict=True)]


def of_kind(found: Found, *kinds: str) -> float:
    return mean(percent for row, percent in found if row.kind in kinds)


@pytest.mark.parametrize(
    ("writer", "least"),
    [(5, 0.85), (10, 0.85), (7, 0.5)],  # 7: good, weak and mixed answers only, in textbook language
)
def test_the_score_ranks_a_writers_answers_as_their_levels_do(found: Found, writer: int, least: float) -> None:
    percents, levels = zip(*((percent, row.level) for row, percent in found if row.writer == writer), strict=True)
    ranked = spearman(np.array(percents), np.array(levels))
    assert ranked is not None
    assert ranked >= least


def test_excellent_answers_are_recognised(found: Found) -> None:
    assert of_kind(found, "excellent") >= 80


def test_good_answers_in_plain_words_are_not_punished(found: Found) -> None:
    assert of_kind(found, "good_plain") >= of_kind(found, "good") - 12


def test_fluent_reversals_stay_far_below_half_right_answers(found: Found) -> None:
    assert of_kind(found, "reversed") <= of_kind(found, "half") / 2


def test_keyword_lists_do_not_pay(found: Found) -> None:
    assert of_kind(found, "keywords") <= 20


def test_answers_that_say_nothing_earn_next_to_nothing(found: Found) -> None:
    assert of_kind(found, "echo") <= 5
    assert of_kind(found, "off_topic") <= 20
