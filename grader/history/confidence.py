"""Do people know how well they did? What they expected of an answer, held against what it earned."""

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import Literal

from msgspec import Struct

from grader.history.attempts import grouped
from grader.log.current import Attempt

Judgement = Literal["over-confident", "under-confident", "cannot tell yet"]

LEVEL = 0.05
"""A verdict is given where chance alone would give as clear a difference less often than this, both ways together."""


class Confidence(Struct, frozen=True, kw_only=True):
    """What one person expected of some answers, and what these earned.

    answers           those with a confidence
    expected, earned  mean percentages; `above` is the first less the second
    p                 of the sign test, two-sided; see `sign_test`
    """

    answers: int
    expected: float
    earned: float
    above: float
    p: float
    judgement: Judgement


def confidence_of(attempts: Iterable[Attempt], expected: Mapping[str, float]) -> Confidence | None:
    """The confidence of one person; None where no answer has one. `expected` is by the id of the first grade."""
    pairs = [(expected[attempt.first_id], attempt.percent) for attempt in attempts if attempt.first_id in expected]
    return _confidence(pairs) if pairs else None


def topic_confidence(attempts: Iterable[Attempt], expected: Mapping[str, float]) -> dict[str, Confidence]:
    """The same for each topic with such answers, in order of the first attempts."""
    parts = grouped(attempts, lambda attempt: attempt.topic)
    found = {topic: confidence_of(part, expected) for topic, part in parts.items()}
    return {topic: confidence for topic, confidence in found.items() if confidence is not None}


def sign_test(over: int, under: int) -> float:
    """How often a fair coin falls at least as unevenly, both ways together: min(1, 2 Σ C(n, k) / 2^n, k >= the larger).

    Ties are left out of both. Dixon and Mood (1946). Exact: six that all lie on one side give .03, five give .06.
    """
    n = over + under
    tail = sum(math.comb(n, k) for k in range(max(over, under), n + 1))
    return min(1.0, 2 * tail / (1 << n))


def _confidence(pairs: Sequence[tuple[float, float]]) -> Confidence:
    over = sum(expected > earned for expected, earned in pairs)
    under = sum(expected < earned for expected, earned in pairs)
    p = sign_test(over, under)
    judgement: Judgement = "cannot tell yet"
    if p < LEVEL:
        judgement = "over-confident" if over > under else "under-confident"
    expected, earned = (mean(values) for values in zip(*pairs, strict=True))
    return Confidence(
        answers=len(pairs),
        expected=round(expected, 1),
        earned=round(earned, 1),
        above=round(expected - earned, 1) + 0.0,
        p=round(p, 4),
        judgement=judgement,
    )
