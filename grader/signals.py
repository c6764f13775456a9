"""Alignment -> the named numbers from which a key point's coverage is judged.

They are the whole bridge between similarity and judgement: rounded, stored with every grade,
and enough to compute the grade again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import Struct

from grader.alignment import Alignment, Floats

CLOSEST = 3
"""How many segments a verifier gets to read."""

DECIMALS = 4
"""Signals are rounded before anything is decided, far above the noise between devices."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to look for in an answer: rows of the statement tables that say it or reverse it."""

    id: str
    accepted: slice
    counters: slice


class Signals(Struct, frozen=True, kw_only=True):
    """What was measured for one key point. A "match" is the mean of token recall and cosine.

    Best over the accepted wordings, then the same for the counter-statements, then margins
    (wording minus counter-statement, so positive speaks for the point).
    """

    recall: float  # best token recall within a window
    recall_anywhere: float  # best token recall over the whole answer
    cosine: float  # best sentence cosine
    match_mean: float  # mean match of all wordings
    overlap: float  # best F1 of recall and precision
    precision: float  # how much of the evidence window the best wording says
    counter_recall: float
    counter_cosine: float
    counter_mean: float
    counter_overlap: float
    margin_counter: float  # at the window that best reverses it
    margin_highest: float  # over all windows
    margin_mean: float  # of the two sides' mean matches
    own: float  # evidence window: this point's match minus the best other point's
    other: float  # evidence window: the best other point's match
    echo: float  # cosine of the evidence window with the question
    relevance: float  # whole answer: how much of it the rubric's statements together say
    belonging: float  # whole answer: closer to this rubric (positive) or to a question about something else


@dataclass(frozen=True, slots=True)
class Measurement:
    """Signals of one target, the windows (indices) that best say it and best reverse it, and the nearest segments."""

    signals: Signals
    evidence: int
    reversal: int
    closest: tuple[int, ...]


def measure(alignment: Alignment, target: Target, others: Sequence[Target]) -> Measurement:
    """Measure one target; `others` are the key points that might explain a segment better."""
    match = np.asarray((alignment.recall + alignment.cosine) / 2, dtype=np.float32)
    says, reverses = match[target.accepted], match[target.counters]
    nearest, against = _best(says), _best(reverses)
    evidence, reversal = int(nearest.argmax()), int(against.argmax())
    margin = nearest - against
    other = _best(np.concatenate([says[:0], *(match[other.accepted] for other in others)]))
    numbers = {
        **_saying(alignment, target.accepted, evidence),
        **_reversing(alignment, target.counters),
        "match_mean": _mean_of_best(says),
        "counter_mean": _mean_of_best(reverses),
        "margin_counter": margin[reversal],
        "margin_highest": margin.max(),
        "margin_mean": _mean_of_best(says) - _mean_of_best(reverses),
        "own": nearest[evidence] - other[evidence],
        "other": other[evidence],
        "echo": alignment.echo[evidence],
        "relevance": alignment.relevance,
        "belonging": alignment.belonging,
    }
    signals = Signals(**{name: round(float(value), DECIMALS) for name, value in numbers.items()})
    return Measurement(signals, evidence, reversal, _closest(alignment, np.maximum(nearest, against)))


def _saying(alignment: Alignment, accepted: slice, evidence: int) -> dict[str, float]:
    """How near the answer comes to the accepted wordings."""
    return {
        "recall": _top(alignment.recall[accepted]),
        "recall_anywhere": _top(alignment.anywhere[accepted]),
        "cosine": _top(alignment.cosine[accepted]),
        "overlap": _top(_f1(alignment.recall[accepted], alignment.precision[accepted])),
        "precision": _top(alignment.precision[accepted, evidence]),
    }


def _reversing(alignment: Alignment, counters: slice) -> dict[str, float]:
    """How near the answer comes to the counter-statements."""
    return {
        "counter_recall": _top(alignment.recall[counters]),
        "counter_cosine": _top(alignment.cosine[counters]),
        "counter_overlap": _top(_f1(alignment.recall[counters], alignment.precision[counters])),
    }


def _closest(alignment: Alignment, match: Floats) -> tuple[int, ...]:
    """The `CLOSEST` segments that best match any statement of the point, in the answer's order."""
    single = [last - first == 1 for first, last in alignment.windows]
    return tuple(sorted(np.argsort(-match[single], kind="stable")[:CLOSEST].tolist()))


def _best(match: Floats) -> Floats:
    """Best statement per window; zeros where there is no statement to compare with."""
    return np.asarray(match.max(axis=0, initial=0.0), dtype=np.float32)


def _top(table: Floats) -> float:
    return float(table.max(initial=0.0))


def _mean_of_best(match: Floats) -> float:
    return float(match.max(axis=1).mean()) if len(match) else 0.0


def _f1(recall: Floats, precision: Floats) -> Floats:
    """In [0, 1]; similarities below zero count as none, for two of them would give an F1 without bound."""
    recall, precision = np.clip(recall, 0, None), np.clip(precision, 0, None)
    return np.asarray(2 * recall * precision / np.maximum(recall + precision, 1e-6))
