"""Agreement by class: scores are put on the levels that the humans used, and the classes compared.

A computed score is a number, a human one a step on a scale. These measures need steps on both sides.
"""

import numpy as np
from msgspec import Struct
from sklearn.metrics import cohen_kappa_score

from grader.evaluation.agreement import Floats, Indexes

MOST_LEVELS = 11
"""Human scores of more distinct values than this (0 to 10 has eleven) are put into BINS instead."""

BINS = 5


def levels(human: Floats, score_max: float, most: int = MOST_LEVELS) -> Floats:
    """The levels of the scale that humans used, ascending: what agreement by class is counted on.

    Their distinct scores if there are at most `most`, else the middles of BINS equal bins of 0 to
    `score_max`.
    """
    distinct = np.unique(np.round(human, 6))
    if len(distinct) <= most:
        return distinct
    return np.asarray((np.arange(BINS) + 0.5) * score_max / BINS)


def classes(scores: Floats, scale: Floats) -> Indexes:
    """The index of the level nearest to each score; half-way between two it is the lower one."""
    between = np.round((scale[1:] + scale[:-1]) / 2, 9)
    return np.searchsorted(between, np.round(scores, 9))


def qwk(predicted: Indexes, human: Indexes) -> float | None:
    """Quadratic weighted kappa (Cohen 1968), at most 1: 1 - sum(w O) / sum(w E), w = (i - j)^2.

    O counts pairs of classes, E is what independent raters with the same margins would give.
    Steps between neighbouring levels count alike, whatever lies between their scores. None when
    both series are constant at the same class.
    """
    if len(np.unique([predicted, human])) <= 1:
        return None
    return float(cohen_kappa_score(predicted, human, weights="quadratic", labels=_all_between(predicted, human)))


def exact(predicted: Indexes, human: Indexes) -> float:
    """The share of rows in the same class, in [0, 1]; of at least one row."""
    return float(np.mean(predicted == human))


def adjacent(predicted: Indexes, human: Indexes) -> float:
    """The share of rows in the same or a neighbouring class, in [0, 1]; of at least one row."""
    return float(np.mean(np.abs(predicted - human) <= 1))


class LevelAgreement(Struct, frozen=True):
    """Rows that humans put on one level: how many, what they were computed to be, how many agree exactly."""

    level: float
    n: int
    mean_predicted: float
    exact: float


def by_level(predicted: Floats, human: Floats, scale: Floats) -> list[LevelAgreement]:
    """Agreement on each level of the scale that occurs, ascending."""
    computed, given = classes(predicted, scale), classes(human, scale)

    def at_level(index: int) -> LevelAgreement:
        at = given == index
        mean = float(predicted[at].mean())
        return LevelAgreement(float(scale[index]), int(at.sum()), mean, exact(computed[at], given[at]))

    return [at_level(int(index)) for index in np.unique(given)]


def _all_between(one: Indexes, other: Indexes) -> list[int]:
    """Every class from the lowest to the highest, for kappa's weights count steps between the listed classes."""
    both = np.concatenate([one, other])
    return list(range(int(both.min()), int(both.max()) + 1))
