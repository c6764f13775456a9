"""Scores of many people by day, week or month."""

from collections.abc import Callable
from datetime import date, timedelta

from grader.history.periods import MOST, Period, periods_of
from grader.log.current import Attempt

Make = Callable[..., Attempt]


def on(attempt: Make, day: date, percent: float = 50, who: str = "Sample Ana") -> Attempt:
    return attempt(who, "q", percent, created=f"{day.isoformat()}T12:00:00+00:00")


def test_few_days_are_days(attempt: Make) -> None:
    first = date(2026, 1, 31)
    found = periods_of([on(attempt, first, 50), on(attempt, first, 25, "Sample Ben"), on(attempt, date(2026, 2, 2), 0)])
    assert found == [
        Period(period="2026-01-31", people=2, answers=2, mean=37.5),  # (50 + 25) / 2
        Period(period="2026-02-02", people=1, answers=1, mean=0.0),
    ]


def test_many_days_are_weeks_and_many_weeks_months(attempt: Make) -> None:
    monday = date(2025, 12, 29)  # of the first ISO week of 2026
    days = [on(attempt, monday + timedelta(days=n)) for n in range(MOST + 1)]
    assert [(one.period, one.answers) for one in periods_of(days)] == [
        ("2026-W01", 7),
        ("2026-W02", 7),
        ("2026-W03", 7),
        ("2026-W04", 4),
    ]
    weeks = [on(attempt, monday + timedelta(weeks=n)) for n in range(MOST + 1)]
    assert [one.period for one in periods_of(weeks)][:3] == ["2025-12", "2026-01", "2026-02"]


def test_no_answers_are_no_periods() -> None:
    assert periods_of([]) == []
