"""Alignment -> the named numbers from which a key point's coverage is judged.

They are the whole bridge between similarity and judgement: rounded, stored with every grade,
and enough to compute the grade again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import Struct, structs

from grader.alignment import Alignment, Floats

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
    match_top: float  # mean match of the three best wordings
    match_mean: float  # mean match of all wordings
    overlap: float  # best F1 of recall and precision
    precision: float  # how much of the evidence window the best wording says
    counter_recall: float
    counter_cosine: float
    counter_mean: float
    counter_overlap: float
    margin_best: float  # best match of each side, wherever it is
    margin_evidence: float  # at the window that best says the point
    margin_counter: float  # at the window that best reverses it
    margin_highest: float  # over all windows
    margin_lowest: float
    margin_mean: float  # of the two sides' mean matches
    own: float  # evidence window: this point's match minus the best other point's
    other: float  # evidence window: the best other point's match
    leaning: float  # whole answer: other points' best wording minus their best counter-statement
    echo: float  # cosine of the evidence window with the question
    relevance: float  # whole answer: how much of it the rubric's statements together say
    belonging: float  # whole answer: closer to this rubric (positive) or to a question about something else


@dataclass(frozen=True, slots=True)
class Measurement:
    """Signals of one target, and the windows (indices) that best say it and best reverse it."""

    signals: Signals
    evidence: int
    reversal: int


def measure(alignment: Alignment, target: Target, others: Sequence[Target]) -> Measurement:
    """Measure one target; `others` are the key points that might explain a segment better."""
    match = np.asarray((alignment.recall + alignment.cosine) / 2, dtype=np.float32)
    says, reverses = match[target.accepted], match[target.counters]
    says_best, reverses_best = _best(says), _best(reverses)
    margin = says_best - reverses_best
    evidence, reversal = int(says_best.argmax()), int(reverses_best.argmax())
    other = _best(np.concatenate([says[:0], *(match[other.accepted] for other in others)]))
    other_reversed = _best(np.concatenate([says[:0], *(match[other.counters] for other in others)]))
    recall, cosine, overlap = alignment.recall, alignment.cosine, _f1(alignment.recall, alignment.precision)
    per_wording = np.sort(says.max(axis=1))
    numbers = Signals(
        recall=_top(recall[target.accepted]),
        recall_anywhere=_top(alignment.anywhere[target.accepted]),
        cosine=_top(cosine[target.accepted]),
        match_top=per_wording[-3:].mean(),
        match_mean=per_wording.mean(),
        overlap=_top(overlap[target.accepted]),
        precision=_top(alignment.precision[target.accepted, evidence]),
        counter_recall=_top(recall[target.counters]),
        counter_cosine=_top(cosine[target.counters]),
        counter_mean=_mean_of_best(reverses),
        counter_overlap=_top(overlap[target.counters]),
        margin_best=says_best.max() - reverses_best.max(),
        margin_evidence=margin[evidence],
        margin_counter=margin[reversal],
        margin_highest=margin.max(),
        margin_lowest=margin.min(),
        margin_mean=per_wording.mean() - _mean_of_best(reverses),
        own=says_best[evidence] - other[evidence],
        other=other[evidence],
        leaning=other.max() - other_reversed.max(),
        echo=alignment.echo[evidence],
        relevance=alignment.relevance,
        belonging=alignment.belonging,
    )
    return Measurement(_rounded(numbers), evidence, reversal)


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


def _rounded(signals: Signals) -> Signals:
    return Signals(**{name: round(float(value), DECIMALS) for name, value in structs.asdict(signals).items()})
