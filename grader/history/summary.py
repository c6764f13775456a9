"""What a number of attempts come to: best, latest, change."""

from collections.abc import Callable, Iterable, Sequence
from statistics import mean

from msgspec import Struct

from grader.history.attempts import grouped
from grader.log.current import Attempt, Yardstick


class Summary(Struct, frozen=True, kw_only=True):
    """Percentages of some attempts of one person, in order of time.

    mean    over the questions' latest attempts
    change  from the first to the latest attempt, averaged over questions tried again and judged alike both times;
            None if there are none
    """

    attempts: int
    questions: int
    mean: float
    best: float
    latest: float
    change: float | None
    last: str


def summary_of(attempts: Sequence[Attempt]) -> Summary:
    """The summary of at least one attempt."""
    latest = {attempt.question_id: attempt.percent for attempt in attempts}
    return Summary(
        attempts=len(attempts),
        questions=len(latest),
        mean=round(mean(latest.values()), 1),
        best=max(attempt.percent for attempt in attempts),
        latest=attempts[-1].percent,
        change=change_of(attempts),
        last=attempts[-1].created,
    )


def summaries(attempts: Iterable[Attempt], key: Callable[[Attempt], str]) -> dict[str, Summary]:
    """A summary of each part that the key tells apart, in order of the first attempts."""
    return {name: summary_of(part) for name, part in grouped(attempts, key).items()}


def since_last_tries(attempts: Iterable[Attempt]) -> list[float | None]:
    """For each attempt of one person the change since the one before at that question, judged alike; None for none."""
    earlier: dict[Yardstick, float] = {}
    changes = []
    for attempt in attempts:
        before = earlier.get(attempt.yardstick)
        changes.append(None if before is None else attempt.percent - before)
        earlier[attempt.yardstick] = attempt.percent
    return changes


def change_of(attempts: Iterable[Attempt]) -> float | None:
    """The mean change from first to latest attempt, by person and question; None if nothing was tried again."""
    return mean_change(changes_of(attempts))


def changes_of(attempts: Iterable[Attempt]) -> list[float]:
    """The change from first to latest attempt, of every person and question tried again and judged alike."""
    series: dict[tuple[str, Yardstick], list[float]] = {}
    for attempt in attempts:
        series.setdefault((attempt.person, attempt.yardstick), []).append(attempt.percent)
    return [values[-1] - values[0] for values in series.values() if len(values) > 1]


def mean_change(changes: Sequence[float]) -> float | None:
    """Their mean to one decimal; None without any."""
    return round(mean(changes), 1) + 0.0 if changes else None
