"""Signals stay within their ranges."""

import numpy as np
import pytest

from grader.alignment import UNRIVALLED, Alignment
from grader.signals import Target, measure


@pytest.mark.parametrize(("recall", "precision", "overlap"), [(0.5, 0.5, 0.5), (-0.1, -0.1, 0.0), (0.1, -0.1, 0.0)])
def test_overlap_is_an_f1_of_what_is_above_zero(recall: float, precision: float, overlap: float) -> None:
    # 2 x 0.5 x 0.5 / (0.5 + 0.5) = 0.5; similarities below zero have nothing in common
    def table(value: float) -> np.ndarray:
        return np.full((2, 1), value, np.float32)

    echo, anywhere = np.zeros(1, np.float32), np.zeros(2, np.float32)
    alignment = Alignment([(0, 1)], table(recall), table(precision), table(0), anywhere, echo, 0.5, UNRIVALLED)
    signals = measure(alignment, Target("point", slice(0, 1), slice(1, 2)), []).signals
    assert (signals.overlap, signals.counter_overlap) == (overlap, overlap)
