"""Blends and spreads, on numbers whose answer is known."""

import numpy as np

from grader.training.fitting import FLOOR, fit_spread


def test_the_spread_is_the_scale_at_which_nine_of_ten_errors_are_inside() -> None:
    # errors 1..10 times 1.6449 x 0.01; the 90% quantile of 1..10 by linear interpolation is 9.1
    errors = [1.6449 * 0.01 * n for n in range(1, 11)]
    assert fit_spread(errors, [0.01] * 10).scale == 9.1
    assert fit_spread(errors, [0.01] * 10).floor == FLOOR


def test_errors_count_in_both_directions() -> None:
    chance = np.random.default_rng(1)
    errors = chance.normal(0, 0.2, 4000)
    # normal errors of the deviation claimed need no widening
    assert abs(fit_spread(list(errors), [0.2] * 4000).scale - 1) < 0.05
    assert fit_spread(list(-errors), [0.2] * 4000) == fit_spread(list(errors), [0.2] * 4000)
