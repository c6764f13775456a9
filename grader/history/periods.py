"""Answers over time: how many there were, of how many people, and what they earned, by day, week or month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from msgspec import Struct

from grader.log.current import Attempt

DAYS, WEEKS = 31, 26
"""So many days are shown one by one, and so many weeks; what is longer is shown by the month."""


@dataclass(slots=True)
class Answered:
    """What was answered in a stretch of time: how often, the sum of the percentages, and by whom."""

    answers: int = 0
    total: float = 0.0
    people: set[str] = field(default_factory=set)

    def add(self, other: "Answered") -> None:
        """Count the answers of another stretch, too."""
        self.answers += other.answers
        self.total += other.total
        self.people |= other.people


Daily = Mapping[str, Answered]
"""What was answered by day (2026-01-31)."""


class Period(Struct, frozen=True, kw_only=True):
    """A day (2026-01-31), a week from Monday (2026-W05) or a month (2026-01) with answers.

    start  its first day
    mean   percentage, over its answers
    """

    period: str
    start: str
    people: int
    answers: int
    mean: float


def daily(attempts: Iterable[Attempt]) -> Daily:
    """The answers of each day (UTC)."""
    days: dict[str, Answered] = {}
    for attempt in attempts:
        day = days.setdefault(attempt.created[:10], Answered())
        day.answers += 1
        day.total += attempt.percent
        day.people.add(attempt.person)
    return days


def periods(parts: Iterable[Daily]) -> list[Period]:
    """The periods that have answers, from the days of one or several parts of the answers, in order of time."""
    days = [(date.fromisoformat(day), answered) for part in parts for day, answered in part.items()]
    if not days:
        return []
    span = max(day for day, _ in days) - min(day for day, _ in days)
    sums: dict[tuple[date, str], Answered] = {}
    for day, answered in days:
        sums.setdefault(_period(day, span), Answered()).add(answered)
    return [
        Period(
            period=name,
            start=start.isoformat(),
            people=len(one.people),
            answers=one.answers,
            mean=round(one.total / one.answers, 1),
        )
        for (start, name), one in sorted(sums.items())
    ]


def _period(day: date, span: timedelta) -> tuple[date, str]:
    """The first day of the period that a day is in, and the period's name."""
    if span <= timedelta(days=DAYS):
        return day, day.isoformat()
    if span <= timedelta(weeks=WEEKS):
        return day - timedelta(days=day.weekday()), f"{day:%G-W%V}"
    return day.replace(day=1), f"{day:%Y-%m}"
