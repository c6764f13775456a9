"""Signals -> probabilities, by curves fitted on answers labelled by people.

Additive models: every signal adds the log-odds that its piecewise-linear curve gives at its value (a
generalized additive model, Hastie and Tibshirani 1986). Where a verifier was asked, its log-odds and those of
the signals are blended (stacking, Wolpert 1992). All of it is a readable file; `make calibrate` refits it.
"""

import hashlib
import math
from functools import cache
from importlib import resources

import msgspec
import numpy as np
from msgspec import UNSET, Struct, UnsetType

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
    """Log-odds: an intercept and one curve per signal."""

    intercept: float
    curves: dict[str, Curve]

    def log_odds(self, signals: Signals) -> dict[str, float]:
        """What each signal adds; a signal that an older version measured adds nothing."""
        return {name: curve(getattr(signals, name)) for name, curve in self.curves.items() if hasattr(signals, name)}

    def total(self, signals: Signals) -> float:
        """The log-odds of these signals."""
        return self.intercept + sum(self.log_odds(signals).values())


class Blend(Struct, frozen=True):
    """How the log-odds of the signals and of the verifier make one probability."""

    intercept: float
    signals: float
    verifier: float

    def total(self, signals: float, verifier: float) -> float:
        """The blended log-odds."""
        return self.intercept + self.signals * signals + self.verifier * verifier


class Second(Struct, frozen=True):
    """The blends used where the verifier was asked."""

    covered: Blend
    contradicted: Blend


class Spread(Struct, frozen=True):
    """How far credit strays from what people give: variance = scale^2 x (coverage (1 - coverage) + floor)."""

    scale: float = 1.0
    floor: float = 0.0

    def variance(self, coverage: float) -> float:
        """Of the credit of one key point whose coverage is this probability."""
        return self.scale**2 * (coverage * (1 - coverage) + self.floor)


class Ramp(Struct, frozen=True):
    """The credit that a coverage earns: none up to `start`, all from `end` on, in proportion between the two."""

    start: float
    end: float

    def credit(self, coverage: float) -> float:
        """A share of a key point's weight, 0 to 1, rounded to `DECIMALS`."""
        return round(min(max((coverage - self.start) / (self.end - self.start), 0.0), 1.0), DECIMALS)


class Plain(Struct, frozen=True):
    """How key points without counter-statements are judged, as in a rubric drafted from a model answer."""

    covered: Additive
    ramp: Ramp
    spread: Spread


class Scale(Struct, frozen=True, kw_only=True):
    """How a coach's scores lie beside the computed ones (`grader calibrate fit`).

    computed, given  percentages, and what this coach would give instead, both rising; between two in proportion
    spread           what the width of the interval is multiplied by
    fitted_on        in words
    """

    computed: tuple[float, ...]
    given: tuple[float, ...]
    spread: float
    fitted_on: str

    def percent(self, computed: float) -> float:
        """The percentage on the coach's scale, one decimal."""
        return round(float(np.interp(computed, self.computed, self.given)), 1)


class Calibration(Struct, frozen=True):
    """Everything that was learned from labelled answers, and from a coach's scores if there is a scale."""

    fitted_on: str
    covered: Additive
    contradicted: Additive
    ramp: Ramp = Ramp(0.2, 0.6)
    spread: Spread = Spread()
    second: Second | None = None
    plain: Plain | None = None
    scale: Scale | UnsetType = UNSET  # is not written, so that without a scale the identity is that of the curves

    @property
    def identity(self) -> str:
        """SHA-256 of the curves and limits, 64 hex digits."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()


def probability(log_odds: float) -> float:
    """The logistic function, rounded to `DECIMALS`."""
    return round(1 / (1 + math.exp(-log_odds)), DECIMALS)


@cache
def shipped() -> Calibration:
    """The calibration that comes with the program."""
    return msgspec.json.decode(resources.files("grader").joinpath("calibration.json").read_bytes(), type=Calibration)
