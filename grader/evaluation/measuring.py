"""Human-scored answers through the grader: what it gave beside what people gave."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import tee
from statistics import mean

import numpy as np

from grader.evaluation.agreement import Floats, Indexes
from grader.evaluation.graded_rows import RatedAnswer
from grader.grade import Grade
from grader.grading import Graded, Grader


@dataclass(frozen=True, slots=True)
class Measured:
    """One answer's grade and what the baselines go by; vectors and readings are let go.

    cosines  best sentence cosine of each key point, by id; empty for a blank answer
    length   log(1 + words)
    """

    answer: RatedAnswer
    grade: Grade
    cosines: dict[str, float]
    length: float

    @property
    def cosine(self) -> float:
        """The plain cosine baseline: the key points' best cosines, averaged; 0 for a blank answer."""
        return mean(self.cosines.values()) if self.cosines else 0.0


def measure(
    grader: Grader, answers: Iterable[RatedAnswer], keep: Callable[[Graded], None] | None = None
) -> Iterator[Measured]:
    """Grade the answers lazily and in order; each distinct rubric is embedded once. `keep` gets what else there is."""
    kept, graded = tee(answers)
    for answer, result in zip(kept, grader.grade_all((one.question, one.row.answer) for one in graded), strict=True):
        if keep:
            keep(result)
        yield measured(answer, result)


def measured(answer: RatedAnswer, result: Graded) -> Measured:
    """What there is to keep of one graded answer."""
    cosines = {reading.id: reading.signals.cosine for reading in result.observation.key_points}
    return Measured(answer, result.grade, cosines, math.log1p(result.observation.facts.words))


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The answers that people scored, as series of equal length.

    `human`, `predicted` and the 90% interval from `lowest` to `highest` are on one scale, 0 to
    `score_max`. It is the data's own where all answers have the same highest score (`in_points`).
    Where it differs, scores are shares of it, for else a question's maximum alone would predict
    its scores. Cosine and length are on scales of their own.
    """

    groups: list[str]
    human: Floats
    predicted: Floats
    lowest: Floats
    highest: Floats
    cosine: Floats
    length: Floats
    score_max: float
    in_points: bool

    def at(self, rows: Indexes) -> "Scores":
        """The same of some rows."""
        return replace(
            self,
            groups=[self.groups[row] for row in rows],
            human=self.human[rows],
            predicted=self.predicted[rows],
            lowest=self.lowest[rows],
            highest=self.highest[rows],
            cosine=self.cosine[rows],
            length=self.length[rows],
        )


def scores_of(measured: Sequence[Measured]) -> Scores:
    """Human and computed scores on one scale, leaving out answers without a human score."""
    scored = [one for one in measured if one.answer.row.human is not None]
    most = np.array(_most(scored), float)
    in_points = len(np.unique(most)) == 1
    score_max = float(most[0]) if in_points else 1.0
    percents = [(one.grade.percent, *one.grade.interval) for one in scored]
    predicted, lowest, highest = np.array(percents, float).reshape(-1, 3).T / 100 * score_max
    return Scores(
        groups=[one.answer.group for one in scored],
        human=np.array([one.answer.row.human for one in scored], float) / most * score_max,
        predicted=predicted,
        lowest=lowest,
        highest=highest,
        cosine=np.array([one.cosine for one in scored], float),
        length=np.array([one.length for one in scored], float),
        score_max=score_max,
        in_points=in_points,
    )


def _most(scored: Sequence[Measured]) -> list[float]:
    """Each answer's highest possible score: the row's, else the best of its question, else the best of all."""
    best: dict[str, float] = {}
    for one in scored:
        best[one.answer.group] = max(best.get(one.answer.group, 0.0), one.answer.row.human or 0.0)
    overall = max(best.values(), default=0.0) or 1.0
    return [one.answer.row.most or best[one.answer.group] or overall for one in scored]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Key points that people labelled 0 or 1, and what each predictor says, as series of equal length."""

    groups: list[str]
    labels: Floats
    coverage: Floats
    cosine: Floats
    length: Floats

    def at(self, rows: Indexes) -> "Points":
        """The same of some rows."""
        series = (self.labels, self.coverage, self.cosine, self.length)
        return Points([self.groups[row] for row in rows], *(values[rows] for values in series))


def points_of(measured: Sequence[Measured]) -> Points:
    """Every labelled key point of every answer; a blank answer covers nothing, at cosine 0."""
    rows = [
        (one.answer.group, label, point.coverage, one.cosines.get(point.id, 0.0), one.length)
        for one in measured
        for point in one.grade.key_points
        if (label := one.answer.labels.get(point.id)) is not None
    ]
    series = np.array([row[1:] for row in rows], float).reshape(-1, 4).T
    return Points([row[0] for row in rows], *series)
