"""What a rubric learns from a coach's answers, and how much it would have helped on answers left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.errors import LearningError
from grader.evaluation import agreement
from grader.grade import Grade
from grader.grading import Graded, Grader
from grader.learning.answers import Taught
from grader.learning.change import Change, change, folds
from grader.learning.stretches import further
from grader.segmentation import segment
from rubric import Question
from rubric.amending import Statements, amended

FEWEST = 10
"""Answers below which nothing is learned; docs/training.md says what so many bring."""

THERE = ("covered", "partial")


@dataclass(frozen=True, slots=True)
class Trial:
    """What all answers teach, and what such lessons change in grades of answers left out.

    error     mean distance of score and human score, in percent of the points
    spearman  rank correlation of the two
    auc       covered or partial key points told from the others
    """

    statements: dict[str, Statements]
    answers: int
    writers: int
    error: Change
    spearman: Change
    auc: Change

    @property
    def helps(self) -> bool:
        """Whether the error is surely smaller."""
        return self.error.surely_falls


def enough(rows: Sequence[Taught]) -> list[Taught]:
    """The answers that say something. Raises LearningError when they are too few to learn from, or by one writer."""
    found = [row for row in rows if segment(row.answer)]
    if len(found) < FEWEST:
        raise LearningError(
            f"{len(found)} different answers are too few: nothing is learned from fewer than {FEWEST}",
            f"label {FEWEST - len(found)} more (docs/training.md says what they bring)",
        )
    if len({row.writer for row in found}) == 1:
        raise LearningError(
            "all answers are by one writer, so that nothing can be tried on another's",
            "add answers by others, or leave out the column that names the writer",
        )
    if all(row.share is None for row in found):
        raise LearningError(
            "no answer has a score, or labels of all key points, that grades could be compared with",
            "label every key point of some answers",
        )
    return found


def try_rubric(grader: Grader, question: Question, rows: Sequence[Taught]) -> Trial:
    """Learn from the answers, which are `enough`, and try it on each with its writer left out."""
    graded = grades(grader, question, rows)
    return trial(question, rows, graded, left_out(grader, question, rows, graded))


def trial(question: Question, rows: Sequence[Taught], before: Sequence[Graded], after: Sequence[Graded]) -> Trial:
    """The same for grades that were made before anything was learned, and by what other writers taught."""
    judged = [at for at, row in enumerate(rows) if row.share is not None]
    writers = [rows[at].writer for at in judged]
    human = np.array([100 * (rows[at].share or 0) for at in judged])
    old, new = (np.array([found[at].grade.percent for at in judged]) for found in (before, after))
    return Trial(
        statements=further(question, zip(rows, before, strict=True)),
        answers=len(rows),
        writers=len({row.writer for row in rows}),
        error=change(agreement.mae, old, new, human, writers),
        spearman=change(agreement.spearman, old, new, human, writers),
        auc=_auc(rows, before, after),
    )


def left_out(grader: Grader, question: Question, rows: Sequence[Taught], graded: Sequence[Graded]) -> list[Graded]:
    """Each answer graded by a rubric that has learned from the others without its writer, in order."""
    found: dict[int, Graded] = {}
    for rest, fold in folds([row.writer for row in rows]):
        better = amended(question, further(question, [(rows[at], graded[at]) for at in rest]))
        found |= dict(zip(fold.tolist(), grades(grader, better, [rows[at] for at in fold]), strict=True))
    return [found[at] for at in range(len(rows))]


def grades(grader: Grader, question: Question, rows: Sequence[Taught]) -> list[Graded]:
    """The answers' grades by this rubric, which is not kept: of a trial's many rubrics none comes again."""
    passing = Grader(grader.encoder, grader.calibration, grader.landmarks, grader.verifier)
    return list(passing.grade_all((question, row.answer) for row in rows))


def _auc(rows: Sequence[Taught], before: Sequence[Graded], after: Sequence[Graded]) -> Change:
    """Of the key points that were labelled, answer by answer."""
    pairs = [(at, id, label) for at, row in enumerate(rows) for id, label in row.labels.items()]
    there = np.array([label in THERE for _, _, label in pairs], float)
    old, new = (np.array([coverage(found[at].grade, id) for at, id, _ in pairs], float) for found in (before, after))
    return change(agreement.auc, old, new, there, [rows[at].writer for at, _, _ in pairs])


def coverage(grade: Grade, id: str) -> float:
    """How far the grade says that a key point is covered, 0 to 1."""
    return next(point.coverage for point in grade.key_points if point.id == id)
