"""Coverage -> points, interval and band: arithmetic anyone can redo from the log."""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from grader.calibration import Scale
from grader.coverage import Coverage, Reading
from rubric import Misconception, Question

Band = Literal["excellent", "good", "fair", "weak", "poor"]

BANDS: tuple[tuple[Band, float], ...] = (("excellent", 85), ("good", 65), ("fair", 40), ("weak", 15), ("poor", 0))
"""Each band and the percentage it begins at."""

STATED_COVERAGE, STATED_OVERLAP, STATED_COSINE = 0.8, 0.72, 0.85
"""A misconception costs points only when a statement of it stands nearly word for word in the answer.

Nobody has labelled misconceptions, and on the labelled answers similarity alone accuses more
right answers than wrong ones; so the limits are set where hardly a right answer is accused.
"""

Z90 = 1.6449  # 5% of a normal distribution lie beyond this on either side


class Score(Struct, frozen=True, kw_only=True):
    """Points of one answer.

    earned    points per key point that counts, by id, before penalties (a group member may not count)
    points    earned minus penalties, 0 to max_points
    percent   points in percent of max_points, one decimal
    interval  90% interval of the percentage, from the variances of the key points' credits

    With a coach's scale, points, percent, band and interval are on that scale; `earned` is as computed.
    """

    earned: dict[str, float]
    points: float
    max_points: float
    percent: float
    band: Band
    interval: tuple[float, float]


def score(
    question: Question,
    coverages: Mapping[str, Coverage],
    stated: Sequence[Misconception],
    scale: Scale | None = None,
) -> Score:
    """The score that follows from each key point's coverage and the misconceptions stated."""
    counted = _counted(question, coverages)
    earned = {
        point.id: round(point.weight * coverages[point.id].credit, 2)
        for point in question.key_points
        if point.id in counted
    }
    points = max(sum(earned.values()) - sum(wrong.penalty for wrong in stated), 0.0)
    percent = round(100 * points / question.max_points, 1)
    margin = Z90 * 100 * deviation(question, coverages)
    if scale:
        percent, margin = scale.percent(percent), margin * scale.spread
        points = percent / 100 * question.max_points
    return Score(
        earned=earned,
        points=round(points, 2),
        max_points=question.max_points,
        percent=percent,
        band=band(percent),
        interval=(round(max(percent - margin, 0.0), 1), round(min(percent + margin, 100.0), 1)),
    )


def deviation(question: Question, coverages: Mapping[str, Coverage]) -> float:
    """Standard deviation of the score as a share of all points; key points are taken as independent."""
    counted = _counted(question, coverages)
    variance = sum(question.key_point(id).weight ** 2 * coverages[id].variance for id in counted)
    return math.sqrt(variance) / question.max_points


def band(percent: float) -> Band:
    """The band a percentage falls into."""
    return next(name for name, start in BANDS if percent >= start)


def is_stated(reading: Reading, coverage: Coverage) -> bool:
    """Does this reading of a misconception mean that the answer holds it?"""
    signals = reading.signals
    close = signals.overlap >= STATED_OVERLAP and signals.cosine >= STATED_COSINE and signals.own > 0
    return close and not reading.reversed and coverage.coverage >= STATED_COVERAGE


def _counted(question: Question, coverages: Mapping[str, Coverage]) -> set[str]:
    """Key points that count: all outside groups, and the best `pick` of each group."""
    counted = {point.id for point in question.key_points}
    for group in question.groups:
        ranked = sorted(group.key_points, key=lambda id: coverages[id].credit, reverse=True)
        counted -= set(ranked[group.pick :])
    return counted
