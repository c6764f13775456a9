"""Rubrics and answers of fields that neither curves nor verifier have seen, with the real models."""

from pathlib import Path
from statistics import mean

import numpy as np
import pytest

from grader.evaluation.agreement import spearman
from grader.grading import Grader
from grader.labelled import LabelledAnswer, load
from rubric.catalogue import open_catalogue

OTHER = Path(__file__).parents[2] / "data" / "other_fields"
Found = list[tuple[LabelledAnswer, float]]


@pytest.fixture(scope="module")
def found(grader: Grader) -> Found:
    """The answers, with the percentage each earns."""
    catalogue = open_catalogue([OTHER / "rubrics"])
    rows = load(sorted((OTHER / "labelled").glob("*.jsonl")))
    graded = grader.grade_all((catalogue.find(row.question_id), row.answer) for row in rows)
    return [(row, one.grade.percent) for row, one in zip(rows, graded, strict=True)]


def test_the_score_ranks_answers_as_their_levels_do(found: Found) -> None:
    ranked = spearman(np.array([percent for _, percent in found]), np.array([row.level for row, _ in found]))
    assert ranked is not None
    assert ranked >= 0.75


def test_excellent_answers_are_recognised_and_reversals_are_not(found: Found) -> None:
    def of_kind(kind: str) -> float:
        return mean(percent for row, percent in found if row.kind == kind)

    assert of_kind("excellent") >= 80
    assert of_kind("reversed") <= of_kind("half")
    assert of_kind("keywords") <= 30
