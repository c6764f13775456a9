"""Is a person getting better? Asked of questions tried again and of new ones, for these are different things.

Who tries a question again has seen its feedback; who meets a new one has not, but new questions differ in
difficulty. docs/decisions/improvement.md has the reasons.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from grader.history.attempts import first_attempts
from grader.history.kendall import Trend, trend
from grader.log.current import Attempt, Yardstick
from grader.shown import count, signed

Verdict = Literal["better", "worse", "cannot tell yet"]

LEVEL = 0.05
"""A verdict is given where chance alone would give as clear a trend less often than this, both ways together."""

OTHERS = 5
"""A question's difficulty is known when so many other people have answered it."""


class Progress(Struct, frozen=True, kw_only=True):
    """What can be said of one person's progress.

    attempts, questions  how many could be compared
    change  of the percentage: the median over all pairs that can be compared, later less earlier; None without one
    p       of the trend, two-sided; see `grader.history.kendall`
    """

    verdict: Verdict
    attempts: int
    questions: int
    change: float | None
    p: float


def in_words(about: str, progress: Progress) -> str:
    """Whether somebody gets better at what it is `about`, with the figures: a sentence."""
    if progress.change is None:
        return f"{about}: cannot tell yet, nothing can be compared."
    kept = count(progress.questions, "question")
    return (
        f"{about}: {progress.verdict} ({signed(progress.change)} points of percentage, {kept}, p = {progress.p:.2g})."
    )


@dataclass(frozen=True, slots=True)
class Norms:
    """What people earn on their first attempt at a question, by yardstick: the sum and the number of people.

    `first` has the `first_id` of every first attempt.
    """

    first: frozenset[str]
    sums: Mapping[Yardstick, float]
    counts: Mapping[Yardstick, int]

    def above_others(self, attempt: Attempt) -> float | None:
        """A first attempt's percentage less the mean of all others'; None for a later one and without OTHERS."""
        if attempt.first_id not in self.first:
            return None
        others = self.counts[attempt.yardstick] - 1
        if others < OTHERS:
            return None
        return attempt.percent - (self.sums[attempt.yardstick] - attempt.percent) / others


def norms_of(attempts: Iterable[Attempt]) -> Norms:
    """The norms of all questions in a log."""
    sums: dict[Yardstick, float] = {}
    counts: dict[Yardstick, int] = {}
    first = list(first_attempts(attempts))
    for attempt in first:
        sums[attempt.yardstick] = sums.get(attempt.yardstick, 0.0) + attempt.percent
        counts[attempt.yardstick] = counts.get(attempt.yardstick, 0) + 1
    return Norms(frozenset(attempt.first_id for attempt in first), sums, counts)


def merged(norms: Iterable[Norms]) -> Norms:
    """The norms of all questions from those of each."""
    parts = list(norms)
    return Norms(
        frozenset().union(*(part.first for part in parts)),
        {key: value for part in parts for key, value in part.sums.items()},
        {key: value for part in parts for key, value in part.counts.items()},
    )


def on_same_questions(attempts: Sequence[Attempt]) -> Progress:
    """One person's progress on questions tried again, each compared with itself only."""
    series: dict[Yardstick, list[float]] = {}
    for attempt in attempts:
        series.setdefault(attempt.yardstick, []).append(attempt.percent)
    again = [values for values in series.values() if len(values) > 1]
    return _progress(trend(again), attempts=sum(map(len, again)), questions=len(again))


def on_new_questions(attempts: Iterable[Attempt], norms: Norms) -> Progress:
    """One person's progress over first attempts, each beside what others earn on their first attempt at it."""
    compared = (norms.above_others(attempt) for attempt in attempts)
    above = [difference for difference in compared if difference is not None]
    return _progress(trend([above]), attempts=len(above), questions=len(above))


def _progress(found: Trend, attempts: int, questions: int) -> Progress:
    verdict: Verdict = "cannot tell yet"
    if found.p < LEVEL:
        verdict = "better" if found.s > 0 else "worse"
    return Progress(
        verdict=verdict,
        attempts=attempts,
        questions=questions,
        change=None if found.change is None else round(found.change, 1) + 0.0,
        p=round(found.p, 4),
    )
