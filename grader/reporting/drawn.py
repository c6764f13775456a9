"""The charts of a report, from the rows that its tables show."""

from collections.abc import Sequence

from grader.charts.bars import numbers, over_time, percents
from grader.charts.trend import trend
from grader.history.periods import Period
from grader.log.current import Attempt
from grader.reporting.document import Chart
from grader.reporting.report import Banded
from grader.shown import count

FEWEST = 2
"""Fewer scores are no trend."""


def drawn_trend(attempts: Sequence[Attempt]) -> tuple[Chart, ...]:
    """Scores in order, with their intervals; no chart of a single one."""
    if len(attempts) < FEWEST:
        return ()
    rows = [
        {
            "number": number,
            "percent": attempt.percent,
            "low": attempt.low,
            "high": attempt.high,
            "reviewed": attempt.review_id is not None,
        }
        for number, attempt in enumerate(attempts, 1)
    ]
    first, last = attempts[0].percent, attempts[-1].percent
    alt = (
        f"Scores of {count(len(rows), 'attempt')} in order, from {first:.0f}% to {last:.0f}%; the table below has each."
    )
    return (Chart(svg=trend(rows), alt=alt),)


def drawn_means(means: dict[str, float]) -> tuple[Chart, ...]:
    """The mean of each topic."""
    if not means:
        return ()
    rows = [{"name": name, "percent": mean} for name, mean in means.items()]
    low, high = min(means.values()), max(means.values())
    return (_chart(percents(rows), f"Mean score of {count(len(rows), 'topic')}, {low:.0f}% to {high:.0f}%."),)


def drawn_bands(bands: Sequence[Banded]) -> tuple[Chart, ...]:
    """How many answers are in each band."""
    rows = [{"name": one.band, "number": one.answers} for one in bands]
    told = ", ".join(f"{one.band} {one.answers}" for one in bands)
    return (_chart(numbers(rows), f"Answers in each band: {told}."),)


def drawn_periods(periods: Sequence[Period]) -> tuple[Chart, ...]:
    """The mean of each period; no chart of a single one."""
    if len(periods) < FEWEST:
        return ()
    rows = [{"name": one.period, "percent": one.mean} for one in periods]
    first, last = periods[0], periods[-1]
    alt = f"Mean score over time, from {first.mean:.0f}% in {first.period} to {last.mean:.0f}% in {last.period}."
    return (_chart(over_time(rows), alt),)


def _chart(svg: str, alt: str) -> Chart:
    return Chart(svg=svg, alt=f"{alt} The table below has the figures.")
