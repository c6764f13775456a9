"""Answers over time: how many there were and what they earned, by day, week or month."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from grader.log.current import Attempt

Daily = Mapping[str, tuple[int, float]]
"""By day (2026-01-31): how many answers, and the sum of their percentages."""

DAYS, WEEKS = 31, 26
"""So many days are shown one by one, and so many weeks; what is longer is shown by the month."""


class Period(Struct, frozen=True, kw_only=True):
    """The answers of a day, a week (from Monday) or a month: its first day, how many, and their mean percentage."""

    start: str
    answers: int
    mean: float


def daily(attempts: Iterable[Attempt]) -> Daily:
    """The answers of each day (UTC)."""
    days: dict[str, tuple[int, float]] = {}
    for attempt in attempts:
        answers, total = days.get(day := attempt.created[:10], (0, 0.0))
        days[day] = (answers + 1, total + attempt.percent)
    return days


def periods(parts: Iterable[Daily]) -> list[Period]:
    """The periods that have answers, from the days of one or several parts of the answers, in order of time."""
    days = [(date.fromisoformat(day), *values) for part in parts for day, values in part.items()]
    if not days:
        return []
    span = max(day for day, _, _ in days) - min(day for day, _, _ in days)
    sums: dict[date, tuple[int, float]] = {}
    for day, answers, total in days:
        before = sums.get(start := _start(day, span), (0, 0.0))
        sums[start] = (before[0] + answers, before[1] + total)
    return [
        Period(start=start.isoformat(), answers=answers, mean=round(total / answers, 1))
        for start, (answers, total) in sorted(sums.items())
    ]


def _start(day: date, span: timedelta) -> date:
    if span <= timedelta(days=DAYS):
        return day
    if span <= timedelta(weeks=WEEKS):
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)
