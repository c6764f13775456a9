"""How the scores of many people move over time: by day, week or month, whichever makes a readable number of them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from statistics import mean

from msgspec import Struct

from grader.log.current import Attempt

MOST = 24
"""So many days or weeks are shown as such; more are put together as weeks or months."""


class Period(Struct, frozen=True, kw_only=True):
    """A day (2026-01-31), a week (2026-W05) or a month (2026-01) in which there were answers; mean of percentages."""

    period: str
    people: int
    answers: int
    mean: float


def periods_of(attempts: Sequence[Attempt]) -> list[Period]:
    """The periods with answers, in order: the shortest kind of which there are at most MOST, else months."""
    for name in (_day, _week):
        parts = _parts(attempts, name)
        if len(parts) <= MOST:
            return _periods(parts)
    return _periods(_parts(attempts, _month))


def _parts(attempts: Iterable[Attempt], name: Callable[[str], str]) -> dict[str, list[Attempt]]:
    parts: dict[str, list[Attempt]] = {}
    for attempt in sorted(attempts, key=lambda attempt: attempt.created):
        parts.setdefault(name(attempt.created), []).append(attempt)
    return parts


def _periods(parts: dict[str, list[Attempt]]) -> list[Period]:
    return [
        Period(
            period=name,
            people=len({attempt.person for attempt in part}),
            answers=len(part),
            mean=round(mean(attempt.percent for attempt in part), 1),
        )
        for name, part in parts.items()
    ]


def _day(created: str) -> str:
    return created[:10]


def _week(created: str) -> str:
    year, week, _ = date.fromisoformat(created[:10]).isocalendar()
    return f"{year}-W{week:02}"


def _month(created: str) -> str:
    return created[:7]
