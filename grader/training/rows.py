"""Labelled answers: which are kept from training, and what the grader makes of them."""

from collections.abc import Iterable, Sequence

from grader.grading import Graded, Grader
from grader.labelled import LabelledAnswer
from rubric import Question

HELD_OUT = (5, 7, 10)
"""Writers (of each question) whose answers are kept for weighing and measuring the verifier."""


def known_and_held(rows: Sequence[LabelledAnswer]) -> tuple[list[LabelledAnswer], list[LabelledAnswer]]:
    """The answers to learn from, and those by the writers held out; each in order."""
    known, held = ([row for row in rows if (row.writer in HELD_OUT) is out] for out in (False, True))
    return known, held


def grade_rows(grader: Grader, bank: Iterable[Question], rows: Sequence[LabelledAnswer]) -> list[Graded]:
    """One grade per row, in order; the rows' questions are in `bank`."""
    by_id = {question.id: question for question in bank}
    return list(grader.grade_all((by_id[row.question_id], row.answer) for row in rows))
