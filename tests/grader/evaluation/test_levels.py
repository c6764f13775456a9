"""Agreement by class: the levels, and kappa."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.evaluation.levels import LevelAgreement, adjacent, by_level, classes, exact, levels, qwk

CLASSES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30).map(
    lambda pairs: (np.array([one for one, _ in pairs]), np.array([other for _, other in pairs]))
)


def test_the_levels_are_those_that_humans_used() -> None:
    assert levels(np.array([2, 0, 2.5, 2]), 5).tolist() == [0, 2, 2.5]


def test_a_fine_scale_is_cut_into_five_bins() -> None:
    # 12 distinct values; the middles of 0-2, 2-4, ... of 10
    assert levels(np.linspace(0, 10, 12), 10) == pytest.approx([1, 3, 5, 7, 9])


def test_the_nearest_level_wins_and_the_lower_of_two() -> None:
    # 0.5 lies half-way between 0 and 1; 1.75 half-way between 1 and 2.5; 9 is beyond the scale
    assert classes(np.array([0.4, 0.5, 0.6, 1.75, 9]), np.array([0, 1, 2.5])).tolist() == [0, 0, 1, 1, 2]


def test_kappa_of_known_series() -> None:
    # O: (0,0) (1,2) (2,2) (2,1), so sum w O = 1 + 1 = 2. Margins of both: one 0, one 1, two 2;
    # sum w E = (1x1x1 + 1x2x4 + 1x1x1 + 1x2x1 + 2x1x4 + 2x1x1) / 4 = 22 / 4. Kappa = 1 - 2 / 5.5.
    assert qwk(np.array([0, 2, 2, 1]), np.array([0, 1, 2, 2])) == pytest.approx(1 - 2 / 5.5)


def test_a_class_that_nobody_used_still_counts_as_a_step() -> None:
    # classes 0 and 2 without 1: with two classes only, any weights give the plain kappa: here
    # agreement 3 of 4, by chance (2x3 + 2x1) / 16 = 1/2: (3/4 - 1/2) / (1 - 1/2) = 1/2
    assert qwk(np.array([0, 0, 0, 2]), np.array([0, 0, 2, 2])) == pytest.approx(0.5)


def test_kappa_of_one_class_is_undefined_and_of_a_constant_guess_zero() -> None:
    assert qwk(np.array([1, 1]), np.array([1, 1])) is None
    assert qwk(np.array([1, 1]), np.array([0, 2])) == pytest.approx(0)


def test_agreement_on_each_level() -> None:
    scale = np.array([0.0, 1.0, 2.0])
    found = by_level(np.array([0.2, 0.8, 1.4, 1.0]), np.array([0.0, 0.0, 2.0, 2.0]), scale)
    # level 0: 0.2 and 0.8 become 0 and 1; level 2: 1.4 and 1.0 both become 1
    assert found == [LevelAgreement(0.0, 2, 0.5, 0.5), LevelAgreement(2.0, 2, 1.2, 0.0)]


@given(CLASSES)
def test_kappa_is_symmetric_bounded_and_one_for_equals(pair: tuple[np.ndarray, np.ndarray]) -> None:
    one, other = pair
    value = qwk(one, other)
    assert value == pytest.approx(qwk(other, one))
    assert value is None or value <= 1 + 1e-9
    assert qwk(one, one) in (None, pytest.approx(1))


@given(CLASSES, st.randoms())
def test_agreement_does_not_depend_on_the_order_of_rows(pair: tuple[np.ndarray, np.ndarray], chance: object) -> None:
    one, other = pair
    order = list(range(len(one)))
    chance.shuffle(order)
    assert 0 <= exact(one, other) <= adjacent(one, other) <= 1
    assert exact(one[order], other[order]) == exact(one, other)
    assert qwk(one[order], other[order]) == pytest.approx(qwk(one, other))
