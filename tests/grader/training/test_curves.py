"""Curves are fitted to what is known, and go one way only where told so."""

import numpy as np

from grader.signals import Signals
from grader.training.curves import additive

ZERO = Signals(**dict.fromkeys(Signals.__struct_fields__, 0.0))


def test_a_constant_target_becomes_its_log_odds() -> None:
    # the ridge holds the curve, not the intercept: log(0.8 / 0.2) = 1.3863
    model = additive(["recall"], np.linspace(0, 1, 400)[:, None], np.full(400, 0.8), np.ones(400), {})
    assert abs(model.total(ZERO) - 1.3863) < 0.01


def test_a_curve_that_may_only_rise_is_flat_where_the_data_fall() -> None:
    values = np.linspace(0, 1, 400)
    model = additive(["recall"], values[:, None], 1 - values, np.ones(400), {"recall": 1})
    assert set(model.curves["recall"].log_odds) == {0.0}
    free = additive(["recall"], values[:, None], 1 - values, np.ones(400), {})
    assert free.curves["recall"].log_odds[-1] < -1


def test_weights_count_as_repetitions() -> None:
    values, targets = np.array([[0.1], [0.9]] * 50), np.array([0.0, 1.0] * 50)
    once = additive(["recall"], np.tile(values, (2, 1)), np.tile(targets, 2), np.ones(200), {})
    weighted = additive(["recall"], values, targets, np.full(100, 2.0), {})
    np.testing.assert_allclose(once.curves["recall"].log_odds, weighted.curves["recall"].log_odds, atol=1e-3)
