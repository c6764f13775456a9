"""Answers over time: by day, by week, by month."""

from collections.abc import Callable

import pytest

from grader.history.periods import Period, daily, periods
from grader.log.current import Attempt

Make = Callable[..., Attempt]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        (
            ["2026-01-01", "2026-01-31"],
            [("2026-01-01", "2026-01-01", 1, 0), ("2026-01-31", "2026-01-31", 1, 10)],
        ),
        # 2026-01-01 is a Thursday; its week began on Monday, 2025-12-29, and is the first ISO week of 2026
        (
            ["2026-01-01", "2026-01-04", "2026-02-02"],
            [("2026-W01", "2025-12-29", 2, 5), ("2026-W06", "2026-02-02", 1, 20)],
        ),
        (
            ["2026-01-01", "2026-01-31", "2026-07-15"],
            [("2026-01", "2026-01-01", 2, 5), ("2026-07", "2026-07-01", 1, 20)],
        ),
    ],
)
def test_what_is_longer_is_shown_in_longer_periods(
    attempt: Make, days: list[str], expected: list[tuple[str, str, int, float]]
) -> None:
    made = [attempt("Sample Ana", "q", 10 * n, created=f"{day}T09:00:00+00:00") for n, day in enumerate(days)]
    found = periods([daily(made)])
    assert [(one.period, one.start, one.answers, one.mean) for one in found] == expected
    assert periods([daily(made[::2]), daily(made[1::2])]) == found


def test_people_are_counted_once_in_a_period_wherever_they_answered(attempt: Make) -> None:
    made = [
        attempt(who, question, percent, created="2026-01-31T12:00:00+00:00")
        for who, question, percent in (("Sample Ana", "q", 50), ("Sample Ben", "q", 25), ("Sample Ana", "other", 0))
    ]
    [found] = periods([daily(made[:2]), daily(made[2:])])
    assert found == Period(period="2026-01-31", start="2026-01-31", people=2, answers=3, mean=25.0)  # 75 / 3
