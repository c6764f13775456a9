"""Examples -> calibration. The result is plain numbers, so that grading needs neither scipy nor the labels."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import structs
from sklearn.linear_model import LogisticRegression

from grader.calibration import Additive, Blend, Ramp, Second, Spread
from grader.coverage import Opinion
from grader.scoring import Z90
from grader.signals import Signals
from grader.training.curves import additive
from grader.training.examples import Example, PlainExample

RAMP, PLAIN_RAMP = Ramp(0.15, 0.7), Ramp(0.1, 0.9)
"""Chosen on answers left out: wide enough to rank well, narrow enough for a reference answer to earn full marks."""

FLOOR = 0.02
"""Variance of a key point that the program is sure of; people are not always of one mind about those either."""

HELD = 0.9

RISING = {
    **dict.fromkeys("recall recall_anywhere cosine match_mean overlap precision own relevance belonging".split(), 1),
    **dict.fromkeys("margin_counter margin_highest margin_mean".split(), 1),
    **dict.fromkeys("counter_recall counter_cosine counter_mean counter_overlap echo".split(), -1),
}
"""Which way P(covered) must go with a signal: a closer match never speaks against a point."""

AGAINST = {name: -sign for name, sign in RISING.items() if name.startswith(("counter", "margin"))}
"""Signals of reversal: P(contradicted) must go the other way with them."""

PLAIN_SIGNALS = ("recall", "recall_anywhere", "own", "echo")
"""What carries over to any rubric; chosen by leaving data sets out."""

_SIGNALS = Signals.__struct_fields__


def fit_curves(training: Sequence[Example]) -> tuple[Additive, Additive]:
    """Models of "covered" and "contradicted". A partial label counts half as covered, half as not."""
    signals = np.array([structs.astuple(example.signals) for example in training])
    some, full, against = _labels([example.label for example in training])
    alike = np.ones(len(training))
    covered = additive(_SIGNALS, signals, (some + full) / 2, alike, RISING)
    return covered, additive(_SIGNALS, signals, against, alike, AGAINST)


def fit_plain(training: Sequence[PlainExample]) -> Additive:
    """A model of "covered" for key points that have no counter-statements."""
    signals = np.array([[getattr(example.signals, name) for name in PLAIN_SIGNALS] for example in training])
    targets = np.array([example.target for example in training])
    weights = np.array([example.weight for example in training])
    return additive(PLAIN_SIGNALS, signals, targets, weights, RISING)


def fit_blends(curves: tuple[Additive, Additive], examples: Sequence[Example], opinions: Sequence[Opinion]) -> Second:
    """How to weigh the verifier beside the signals, from opinions on answers that it was not trained on.

    "Covered" is fitted on what is not contradicted, for coverage is P(covered) x (1 - P(contradicted)).
    """
    some, full, against = _labels([example.label for example in examples])
    signals = np.array([[model.total(example.signals) for model in curves] for example in examples])
    said = np.array([(one.covered, one.contradicted) for one in opinions])
    covered = np.column_stack([signals[:, 0], said[:, 0]])
    contradicted = np.column_stack([signals[:, 1], said[:, 1]])
    said = against == 0
    return Second(
        covered=_blend(np.tile(covered[said], (2, 1)), np.concatenate([some[said], full[said]])),
        contradicted=_blend(contradicted, against),
    )


def fit_spread(errors: Sequence[float], deviations: Sequence[float]) -> Spread:
    """The scale at which `HELD` of the errors lie within their 90% interval.

    errors      human score minus computed score, as shares of the highest score
    deviations  standard deviations of the computed scores at scale 1, in the same units
    """
    ratios = np.abs(errors) / (Z90 * np.maximum(deviations, 1e-9))
    return Spread(scale=round(float(np.quantile(ratios, HELD)), 4), floor=FLOOR)


def _blend(log_odds: Any, labels: Any) -> Blend:
    model = LogisticRegression().fit(log_odds, labels)
    return Blend(*(round(float(value), 4) for value in (model.intercept_[0], *model.coef_[0])))


def _labels(labels: Sequence[str]) -> tuple[Any, Any, Any]:
    """Is each label covered or partial, covered, contradicted: three arrays of 0 and 1."""
    found = np.array(labels)
    return (
        np.isin(found, ("covered", "partial")).astype(float),
        (found == "covered").astype(float),
        (found == "contradicted").astype(float),
    )
