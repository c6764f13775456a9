"""Measured answers -> the figures of a data set."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader import agreement
from grader.agreement import Floats, Indexes, rows_by_group
from grader.bootstrapping import Interval, bootstrap
from grader.evaluation import Measured, Points, Scores, points_of, scores_of
from grader.figures import PRESENT_AT, AucOf, Comparison, DataSet, Figures, Humans, QuestionFigures
from grader.levels import BINS, MOST_LEVELS, adjacent, by_level, classes, exact, levels, qwk

TWO = 2


def figures_of(name: str, measured: Sequence[Measured]) -> DataSet:
    """The figures of at least one measured answer."""
    scores, points = scores_of(measured), points_of(measured)
    scale = levels(scores.human, scores.score_max, MOST_LEVELS if scores.in_points else BINS)
    auc_of = _auc_of(scale, points)
    return DataSet(
        name=name,
        n=len(measured),
        scored=len(scores.human),
        questions=len({one.answer.group for one in measured}),
        labelled_points=len(points.labels),
        score_max=scores.score_max if scores.in_points else None,
        auc_of=auc_of,
        comparison=_compare(scores, points, scale, auc_of, intervals=True),
        levels=tuple(by_level(scores.predicted, scores.human, scale)),
        point_agreement=_mean((points.coverage >= PRESENT_AT) == points.labels),
        needs_review=float(np.mean([one.grade.needs_review for one in measured])),
        in_interval=_mean((scores.lowest - 1e-9 <= scores.human) & (scores.human <= scores.highest + 1e-9)),
        interval_width=float(np.mean([one.grade.interval[1] - one.grade.interval[0] for one in measured])),
        humans=_humans(measured),
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
        compared = _compare(part, part_points, scale, auc_of, intervals=False)
        figures.append(QuestionFigures(question=str(group), n=len(rows), scored=len(part.human), comparison=compared))
    return figures


def _auc_of(scale: Floats, points: Points) -> AucOf:
    if len(points.labels):
        return "key points"
    return "answers" if len(scale) == TWO else None


def _compare(scores: Scores, points: Points, scale: Floats, auc_of: AucOf, *, intervals: bool) -> Comparison:
    flat, flat_points = np.zeros_like(scores.human), np.zeros_like(points.labels)

    def figures(values: Floats, of_points: Floats, fitted: Floats | None = None) -> Figures:
        found = _agreement(values, scores, scale, fitted, intervals=intervals)
        match auc_of:
            case "key points":
                apart = _told_apart(of_points, points.labels, points.groups, intervals=intervals)
            case "answers":
                apart = _told_apart(
                    values, (scores.human > scale.mean()).astype(float), scores.groups, intervals=intervals
                )
            case None:
                apart = {}
        return Figures(**found, **apart)

    def on_human_scale(values: Floats) -> Floats:
        return agreement.on_the_line(values, scores.human)

    return Comparison(
        grader=figures(scores.predicted, points.coverage),
        baselines={
            "cosine": figures(scores.cosine, points.cosine, on_human_scale(scores.cosine)),
            "length": figures(scores.length, points.length, on_human_scale(scores.length)),
            "mean": figures(flat, flat_points, on_human_scale(flat)),
        },
    )


def _agreement(
    values: Floats, scores: Scores, scale: Floats, fitted: Floats | None, *, intervals: bool
) -> dict[str, Any]:
    """Everything but AUC; `fitted` are values brought to the human scale, None if they are on it already."""
    human = scores.human
    if not len(human):
        return {}
    on_scale = values if fitted is None else fitted
    computed, given = classes(on_scale, scale), classes(human, scale)

    def interval(statistic: agreement.Statistic) -> Interval | None:
        return bootstrap(lambda rows: statistic(values[rows], human[rows]), scores.groups) if intervals else None

    return {
        "pearson": agreement.pearson(values, human),
        "pearson_interval": interval(agreement.pearson),
        "spearman": agreement.spearman(values, human),
        "spearman_interval": interval(agreement.spearman),
        "within_question": agreement.within_groups(values, human, scores.groups),
        "rmse": agreement.rmse(on_scale, human),
        "mae": agreement.mae(on_scale, human),
        "qwk": qwk(computed, given),
        "exact": exact(computed, given),
        "adjacent": adjacent(computed, given),
        "smd": agreement.smd(values, human) if fitted is None else None,
    }


def _told_apart(values: Floats, labels: Floats, groups: Sequence[str], *, intervals: bool) -> dict[str, Any]:
    interval = bootstrap(lambda rows: agreement.auc(values[rows], labels[rows]), groups) if intervals else None
    return {"auc": agreement.auc(values, labels), "auc_interval": interval}


def _humans(measured: Sequence[Measured]) -> Humans:
    rows = [one.answer.row for one in measured]
    pairs = np.array([row.two_scores for row in rows if row.two_scores is not None], float).reshape(-1, TWO)
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
