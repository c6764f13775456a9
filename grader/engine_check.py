"""Do the engines agree on this machine? The same texts through both, and how far apart what comes out is."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.embedding import Encoder
from grader.verifier import Verifier

FAR_VECTORS, FAR_LOG_ODDS = 1e-4, 0.02
"""Differences that no rounding of sums explains: signals are kept to four decimals, log-odds to three."""

TEXTS = (
    "Yes.",
    "The gradient of an early layer is a product of many factors below one, so it vanishes (about 0.25 ** 20).",
    "dropout " * 300,  # more than one window of the model
)
PAIRS = tuple(("Dropout switches off random units while training.", text) for text in TEXTS)


def vectors_apart(first: Encoder, second: Encoder) -> float:
    """The largest difference between two numbers that should be the same, over all vectors of some texts."""
    return max(
        _apart(getattr(ours, name), getattr(theirs, name))
        for ours, theirs in zip(first.embed(TEXTS), second.embed(TEXTS), strict=True)
        for name in ("weights", "vectors", "sentence")
    )


def log_odds_apart(first: Verifier, second: Verifier) -> float:
    """The largest difference between two verifiers' log-odds on some pairs; both round to three decimals."""
    ours, theirs = (_numbers(verifier) for verifier in (first, second))
    return _apart(ours, theirs)


def _numbers(verifier: Verifier) -> Sequence[tuple[float, float]]:
    return [(opinion.covered, opinion.contradicted) for opinion in verifier.read(PAIRS)]


def _apart(ours: Any, theirs: Any) -> float:
    """Infinite where the shapes differ, as they do if the tokens do."""
    if np.shape(ours) != np.shape(theirs):
        return float("inf")
    return float(np.abs(np.subtract(ours, theirs)).max(initial=0))
