"""The grader beside three baselines: how well does each predict what people gave?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.evaluation import agreement
from grader.evaluation.agreement import Floats, Statistic
from grader.evaluation.bootstrapping import Interval, bootstrap
from grader.evaluation.figures import AucOf, Comparison, Figures
from grader.evaluation.levels import adjacent, classes, exact, qwk
from grader.evaluation.measuring import Points, Scores

NEAR = 1e-9
"""Scores this close are the same; shares of a highest score are seldom exact."""


@dataclass(frozen=True, slots=True, eq=False)
class Predictor:
    """What one predictor says of answers and of key points; `on_scale` is on the scale of the human scores."""

    answers: Floats
    points: Floats
    on_scale: Floats
    fitted: bool


def compare(scores: Scores, points: Points, scale: Floats, auc_of: AucOf, *, intervals: bool) -> Comparison:
    """Figures of every predictor on the same answers; `scale` are the levels that classes are counted on."""
    grader = Predictor(scores.predicted, points.coverage, scores.predicted, fitted=False)
    baselines = {
        "cosine": _fitted(scores.cosine, points.cosine, scores.human),
        "length": _fitted(scores.length, points.length, scores.human),
        "mean": _fitted(np.zeros_like(scores.human), np.zeros_like(points.labels), scores.human),
    }

    def figures(one: Predictor) -> Figures:
        apart = _told_apart(one, scores, points, auc_of)
        return Figures(
            **_correlations(one, scores, intervals=intervals),
            **_errors(one, scores, scale),
            **_auc(*apart, intervals=intervals),
        )

    return Comparison(grader=figures(grader), baselines={name: figures(one) for name, one in baselines.items()})


def _fitted(answers: Floats, points: Floats, human: Floats) -> Predictor:
    return Predictor(answers, points, agreement.on_the_line(answers, human), fitted=True)


def _correlations(one: Predictor, scores: Scores, *, intervals: bool) -> dict[str, Any]:
    x, y = one.answers, scores.human

    def interval(statistic: Statistic) -> Interval | None:
        return bootstrap(lambda rows: statistic(x[rows], y[rows]), scores.groups) if intervals else None

    return {
        "pearson": agreement.pearson(x, y),
        "pearson_interval": interval(agreement.pearson),
        "spearman": agreement.spearman(x, y),
        "spearman_interval": interval(agreement.spearman),
        "within_question": agreement.within_groups(x, y, scores.groups),
    }


def _errors(one: Predictor, scores: Scores, scale: Floats) -> dict[str, Any]:
    """Errors and agreement by class; a fitted line has no bias, so its SMD says nothing."""
    x, y = one.on_scale, scores.human
    if not len(y):
        return {}
    computed, given = classes(x, scale), classes(y, scale)
    return {
        "rmse": agreement.rmse(x, y),
        "mae": agreement.mae(x, y),
        "qwk": qwk(computed, given),
        "exact": exact(computed, given),
        "adjacent": adjacent(computed, given),
        "smd": None if one.fitted else agreement.smd(x, y),
    }


def _told_apart(one: Predictor, scores: Scores, points: Points, auc_of: AucOf) -> tuple[Floats, Floats, Sequence[str]]:
    """Values, labels (0 or 1) and questions of what AUC tells apart."""
    if auc_of == "key points":
        return one.points, points.labels, points.groups
    return one.answers, (scores.human >= scores.score_max - NEAR).astype(float), scores.groups


def _auc(values: Floats, labels: Floats, groups: Sequence[str], *, intervals: bool) -> dict[str, Any]:
    interval = bootstrap(lambda rows: agreement.auc(values[rows], labels[rows]), groups) if intervals else None
    return {"auc": agreement.auc(values, labels), "auc_interval": interval}
