"""Machine against reviewers: the agreement that `grader evaluate` measures, on the answers that people reviewed."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from msgspec import Struct

from grader.evaluation import agreement, levels
from grader.evaluation.agreement import Indexes
from grader.evaluation.bootstrapping import Interval, bootstrap
from grader.log.current import Attempt, AttemptPoint
from grader.scoring import BANDS, Band

RANKS = {name: rank for rank, (name, _) in enumerate(reversed(BANDS))}
"""Bands as classes, the lowest 0."""

ENOUGH = 10
"""Of fewer reviews no interval is given: drawn from so few, it would look surer than it is."""


class Reviewed(Struct, frozen=True, kw_only=True):
    """How much was reviewed: of all answers, and of those the machine was in doubt about; `blind` without its score."""

    answers: int
    reviewed: int
    doubtful: int
    doubtful_reviewed: int
    blind: int


class Reviewer(Struct, frozen=True, kw_only=True):
    """One reviewer: reviews that stand, share in the machine's band, and mean of machine less person, in percent."""

    reviewer: str
    n: int
    exact: float
    bias: float


class Apart(Struct, frozen=True, kw_only=True):
    """An answer on which machine and person are in different bands."""

    grade_id: str
    question_id: str
    candidate: str | None
    machine: float
    machine_band: Band
    human: float
    human_band: Band
    reviewer: str
    reason: str


class Agreement(Struct, frozen=True, kw_only=True):
    """Agreement on the reviewed answers, undefined figures None; 90% bootstrap intervals from ENOUGH on.

    qwk, exact, adjacent  by band
    pearson, mae, bias    of percentages; bias is machine less person, positive where the machine is generous
    in_interval           share of people's percentages in the machine's 90% interval
    key_points            how many a person judged; `key_points_exact` the share where the machine's status is theirs
    """

    coverage: Reviewed
    qwk: float | None = None
    qwk_interval: Interval | None = None
    exact: float | None = None
    exact_interval: Interval | None = None
    adjacent: float | None = None
    pearson: float | None = None
    mae: float | None = None
    bias: float | None = None
    in_interval: float | None = None
    key_points: int = 0
    key_points_exact: float | None = None
    reviewers: tuple[Reviewer, ...] = ()
    disagreements: tuple[Apart, ...] = ()


def agreement_of(attempts: Sequence[Attempt], points: Iterable[AttemptPoint], *, blind: bool = False) -> Agreement:
    """The agreement on the reviews that stand, or only on the blind ones among them."""
    pairs = [attempt for attempt in attempts if attempt.review_id and (attempt.blind or not blind)]
    coverage = _coverage(attempts)
    if not pairs:
        return Agreement(coverage=coverage)
    said = _judged(pairs, points)
    machine = np.array([RANKS[attempt.machine_band] for attempt in pairs])
    human = np.array([RANKS[attempt.band] for attempt in pairs])
    computed = np.array([attempt.machine_percent for attempt in pairs])
    given = np.array([attempt.percent for attempt in pairs])
    questions = [attempt.question_id for attempt in pairs]
    return Agreement(
        coverage=coverage,
        qwk=levels.qwk(machine, human),
        qwk_interval=_interval(lambda rows: levels.qwk(machine[rows], human[rows]), questions),
        exact=levels.exact(machine, human),
        exact_interval=_interval(lambda rows: levels.exact(machine[rows], human[rows]), questions),
        adjacent=levels.adjacent(machine, human),
        pearson=agreement.pearson(computed, given),
        mae=agreement.mae(computed, given),
        bias=float(np.mean(computed - given)),
        in_interval=float(np.mean([attempt.low <= attempt.percent <= attempt.high for attempt in pairs])),
        key_points=len(said),
        key_points_exact=float(np.mean(said)) if said else None,
        reviewers=_reviewers(pairs),
        disagreements=_apart(pairs),
    )


def _coverage(attempts: Sequence[Attempt]) -> Reviewed:
    reviewed = [attempt for attempt in attempts if attempt.review_id]
    return Reviewed(
        answers=len(attempts),
        reviewed=len(reviewed),
        doubtful=sum(attempt.doubtful for attempt in attempts),
        doubtful_reviewed=sum(attempt.doubtful for attempt in reviewed),
        blind=sum(bool(attempt.blind) for attempt in reviewed),
    )


def _interval(statistic: Callable[[Indexes], float | None], questions: Sequence[str]) -> Interval | None:
    return bootstrap(statistic, questions) if len(questions) >= ENOUGH else None


def _judged(pairs: Iterable[Attempt], points: Iterable[AttemptPoint]) -> list[bool]:
    """Of every key point that a person judged: is the machine's status theirs?"""
    wanted = {attempt.first_id for attempt in pairs}
    return [
        point.human_status == point.machine_status
        for point in points
        if point.human_status and point.first_id in wanted
    ]


def _reviewers(pairs: Sequence[Attempt]) -> tuple[Reviewer, ...]:
    """The reviewers, who reviewed most first."""
    by_name: dict[str, list[Attempt]] = {}
    for attempt in pairs:
        by_name.setdefault(str(attempt.reviewer), []).append(attempt)
    found = [
        Reviewer(
            reviewer=name,
            n=len(own),
            exact=float(np.mean([attempt.band == attempt.machine_band for attempt in own])),
            bias=float(np.mean([attempt.machine_percent - attempt.percent for attempt in own])),
        )
        for name, own in by_name.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.n))


def _apart(pairs: Iterable[Attempt]) -> tuple[Apart, ...]:
    """Where the bands differ, the farthest apart in percent first."""
    apart = [
        Apart(
            grade_id=attempt.id,
            question_id=attempt.question_id,
            candidate=attempt.candidate,
            machine=attempt.machine_percent,
            machine_band=attempt.machine_band,
            human=attempt.percent,
            human_band=attempt.band,
            reviewer=str(attempt.reviewer),
            reason=str(attempt.reason),
        )
        for attempt in pairs
        if attempt.differs
    ]
    return tuple(sorted(apart, key=lambda one: -abs(one.machine - one.human)))
