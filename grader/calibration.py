"""Signals -> probabilities, by curves fitted on answers labelled by people.

Two additive models, one for "covered" and one for "contradicted": every signal adds the
log-odds that its piecewise-linear curve gives at its value (a generalized additive model,
Hastie and Tibshirani 1986). The curves are a readable file; `make calibrate` refits them.
"""

import hashlib
import math
from functools import cache
from importlib import resources

import msgspec
import numpy as np
from msgspec import Struct

from grader.signals import Signals

DECIMALS = 4


class Curve(Struct, frozen=True):
    """Log-odds added at each value of a signal: linear between `at`, constant outside."""

    at: tuple[float, ...]
    log_odds: tuple[float, ...]

    def __call__(self, value: float) -> float:
        """The log-odds at this value of the signal."""
        return float(np.interp(value, self.at, self.log_odds))


class Additive(Struct, frozen=True):
    """A probability: the logistic function of an intercept and one curve per signal."""

    intercept: float
    curves: dict[str, Curve]

    def log_odds(self, signals: Signals) -> dict[str, float]:
        """What each signal adds to the log-odds."""
        return {name: curve(getattr(signals, name)) for name, curve in self.curves.items()}

    def probability(self, signals: Signals) -> float:
        """In [0, 1], rounded to `DECIMALS`."""
        total = self.intercept + sum(self.log_odds(signals).values())
        return round(1 / (1 + math.exp(-total)), DECIMALS)


class Calibration(Struct, frozen=True):
    """Everything that was learned from labelled answers.

    A key point earns nothing at a coverage of `missing_at` or below, all of its weight at
    `covered_at` or above, and in proportion between the two.
    """

    fitted_on: str
    missing_at: float
    covered_at: float
    covered: Additive
    contradicted: Additive

    @property
    def identity(self) -> str:
        """SHA-256 of the curves and limits, 64 hex digits."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()

    def credit(self, coverage: float) -> float:
        """The share of a key point's weight that this coverage earns, 0 to 1, rounded to `DECIMALS`."""
        share = (coverage - self.missing_at) / (self.covered_at - self.missing_at)
        return round(min(max(share, 0.0), 1.0), DECIMALS)


@cache
def shipped() -> Calibration:
    """The calibration that comes with the program."""
    return msgspec.json.decode(resources.files("grader").joinpath("calibration.json").read_bytes(), type=Calibration)
