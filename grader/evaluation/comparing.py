"""Measured answers -> the figures of a data set."""

from collections.abc import Sequence

import numpy as np

from grader.evaluation import agreement
from grader.evaluation.agreement import Floats, Indexes, rows_by_group
from grader.evaluation.figures import PRESENT_AT, AucOf, DataSet, Humans, QuestionFigures
from grader.evaluation.levels import BINS, MOST_LEVELS, by_level, classes, exact, levels, qwk
from grader.evaluation.measuring import Measured, Points, Scores, points_of, scores_of
from grader.evaluation.predictors import compare


def figures_of(name: str, measured: Sequence[Measured]) -> DataSet:
    """The figures of at least one measured answer."""
    scores, points = scores_of(measured), points_of(measured)
    scale = levels(scores.human, scores.score_max, MOST_LEVELS if scores.in_points else BINS)
    auc_of: AucOf = "key points" if len(points.labels) else "full marks"
    return DataSet(
        name=name,
        n=len(measured),
        scored=len(scores.human),
        questions=len({one.answer.group for one in measured}),
        labelled_points=len(points.labels),
        score_max=scores.score_max if scores.in_points else None,
        auc_of=auc_of,
        comparison=compare(scores, points, scale, auc_of, intervals=True),
        levels=tuple(by_level(scores.predicted, scores.human, scale)),
        point_agreement=_mean((points.coverage >= PRESENT_AT) == points.labels),
        needs_review=float(np.mean([one.grade.needs_review for one in measured])),
        in_interval=_mean((scores.lowest - 1e-9 <= scores.human) & (scores.human <= scores.highest + 1e-9)),
        interval_width=float(np.mean([one.grade.interval[1] - one.grade.interval[0] for one in measured])),
        humans=_humans(measured, in_points=scores.in_points),
        per_question=tuple(_per_question(measured, scores, points, scale, auc_of)),
    )


def _per_question(
    measured: Sequence[Measured], scores: Scores, points: Points, scale: Floats, auc_of: AucOf
) -> list[QuestionFigures]:
    scored, labelled = rows_by_group(scores.groups), rows_by_group(points.groups)
    none: Indexes = np.array([], dtype=np.intp)
    figures = []
    for group, rows in rows_by_group([one.answer.group for one in measured]).items():
        part, part_points = scores.at(scored.get(group, none)), points.at(labelled.get(group, none))
        compared = compare(part, part_points, scale, auc_of, intervals=False)
        figures.append(QuestionFigures(question=str(group), n=len(rows), scored=len(part.human), comparison=compared))
    return figures


def _humans(measured: Sequence[Measured], *, in_points: bool) -> Humans:
    """People beside each other, on the scale that the grader is compared on."""
    rows = [one.answer.row for one in measured]
    scored = [(row.two_scores, 1.0 if in_points else row.most or 1.0) for row in rows if row.two_scores is not None]
    pairs = np.array([(one / most, other / most) for (one, other), most in scored], float).reshape(-1, 2)
    votes = [item for row in rows for item in row.votes]
    first, second = pairs.T
    scale = levels(pairs.ravel(), float(pairs.max(initial=0.0)))
    pair = (classes(first, scale), classes(second, scale)) if len(pairs) else None
    return Humans(
        n=len(pairs),
        pearson=agreement.pearson(first, second),
        qwk=qwk(*pair) if pair else None,
        exact=exact(*pair) if pair else None,
        votes=sum(map(len, votes)),
        vote_with_majority=agreement.one_against_the_others(votes),
    )


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None
