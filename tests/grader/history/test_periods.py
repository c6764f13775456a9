"""Answers over time: by day, by week, by month."""

from collections.abc import Callable

import pytest

from grader.history.periods import daily, periods
from grader.log.current import Attempt

Make = Callable[..., Attempt]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        (["2026-01-01", "2026-01-31"], [("2026-01-01", 1, 0), ("2026-01-31", 1, 10)]),
        # 2026-01-01 is a Thursday; its week began on Monday, 2025-12-29
        (["2026-01-01", "2026-01-04", "2026-02-02"], [("2025-12-29", 2, 5), ("2026-02-02", 1, 20)]),
        (["2026-01-01", "2026-01-31", "2026-07-15"], [("2026-01-01", 2, 5), ("2026-07-01", 1, 20)]),
    ],
)
def test_what_is_longer_is_shown_in_longer_periods(
    attempt: Make, days: list[str], expected: list[tuple[str, int, float]]
) -> None:
    made = [attempt("Sample Ana", "q", 10 * n, created=f"{day}T09:00:00+00:00") for n, day in enumerate(days)]
    found = periods([daily(made)])
    assert [(one.start, one.answers, one.mean) for one in found] == expected
    assert periods([daily(made[::2]), daily(made[1::2])]) == found
