"""Fitting the curves of an additive logistic model."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from grader.calibration import Additive, Curve

KNOTS = 6
PENALTY = 3.0  # of the ridge, chosen on questions left out
DECIMALS = 4

_BOUNDS = {1: (0.0, None), 0: (None, None), -1: (None, 0.0)}


def additive(names: Sequence[str], signals: Any, targets: Any, weights: Any, directions: Mapping[str, int]) -> Additive:
    """A logistic model of one curve per named signal; a curve may only rise (+1) or fall (-1) where told so.

    Minimises weighted cross-entropy with targets in [0, 1]. Each curve is a sum of ramps, one between each two
    knots, which lie at quantiles of the signal; bounding the ramps' heights bends the curve one way only.
    """
    knots = [np.unique(np.quantile(column, np.linspace(0, 1, KNOTS))) for column in signals.T]
    ramps = np.concatenate([_ramps(column, at) for column, at in zip(signals.T, knots, strict=True)], axis=1)
    owners = [name for name, at in zip(names, knots, strict=True) for _ in at[1:]]
    bounds = [(None, None), *(_BOUNDS[directions.get(name, 0)] for name in owners)]

    def loss(heights: Any) -> tuple[float, Any]:
        log_odds = heights[0] + ramps @ heights[1:]
        wrong = weights * (expit(log_odds) - targets)
        penalty = PENALTY * np.append(0.0, heights[1:])
        slope = np.append(wrong.sum(), ramps.T @ wrong) + penalty
        entropy = weights * (np.logaddexp(0, log_odds) - targets * log_odds)
        return float(entropy.sum() + heights @ penalty / 2), slope

    found = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds)
    steps = iter(found.x[1:])
    curves = {
        name: Curve(_rounded(at), _rounded(np.cumsum([0.0, *(next(steps) for _ in at[1:])])))
        for name, at in zip(names, knots, strict=True)
    }
    return Additive(round(float(found.x[0]), DECIMALS), curves)


def _ramps(values: Any, at: Any) -> Any:
    """How far each value has climbed between each two knots, 0 to 1: [values, knots - 1]."""
    return np.stack([np.clip((values - low) / (high - low), 0, 1) for low, high in pairwise(at)], axis=1)


def _rounded(values: Any) -> tuple[float, ...]:
    return tuple(round(float(value), DECIMALS) for value in values)
