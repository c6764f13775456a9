"""Kendall's S within strata: known values, and a level that holds however few values there are."""

import math
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from grader.history.kendall import trend

STRATA = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6), max_size=5)

SMALL = [
    ((1, 2),) * 5,
    ((1, 2),) * 6,
    ((1, 2),) * 9,
    ((1, 2, 3, 4, 5),),
    ((1, 2, 3, 4, 5, 6),),
    ((1, 2, 3),) * 3,
    ((1, 2, 3, 4),) * 2,
    ((1, 1, 2, 3, 3),),
    ((1, 1, 1, 2, 3, 4),),
    ((1, 1, 2), (1, 2), (1, 2, 2, 3)),
]


def test_six_pairs_that_all_rise() -> None:
    # S = 6, each pair has the variance (2 x 1 x 9)/18 = 1, z = (6 - 1)/sqrt(6) = 2.041, p = erfc(2.041/sqrt 2) = .041
    found = trend([(10, 20)] * 6)
    assert (found.s, round(found.p, 3), found.change) == (6, 0.041, 10)


def test_ties_make_the_variance_smaller() -> None:
    # of 5 values with two pairs of ties: (5 x 4 x 15 - 2 x (2 x 1 x 9))/18 = 264/18, S = 8, z = 7/3.830, p = .068
    assert round(trend([(1, 1, 2, 3, 3)]).p, 3) == 0.068


def test_nothing_to_compare_tells_nothing() -> None:
    for strata in ([], [(5,)], [(1,), (2,), (3,)], [(4, 4, 4)]):
        assert trend(strata).p == 1
    assert trend([(5,)]).change is None


@pytest.mark.parametrize("strata", SMALL)
def test_without_a_trend_a_verdict_comes_in_no_more_than_one_case_of_twenty(strata: tuple[tuple[int, ...]]) -> None:
    orders = list(product(*(list(permutations(values)) for values in strata)))
    assert sum(trend(order).p < 0.05 for order in orders) / len(orders) <= 0.05


@given(st.lists(st.floats(0, 100, width=16), min_size=2, max_size=30, unique=True))
def test_one_series_is_judged_as_scipy_judges_it(values: list[float]) -> None:
    # scipy's tau = S / (n (n-1) / 2) without ties
    expected = kendalltau(range(len(values)), values).statistic * math.comb(len(values), 2)
    assert trend([values]).s == round(expected)


@given(STRATA)
def test_the_other_way_round_is_the_opposite(strata: list[list[int]]) -> None:
    forth, back = trend(strata), trend([values[::-1] for values in strata])
    assert (back.s, back.p) == (-forth.s, forth.p)


@given(STRATA, st.integers(-50, 50))
def test_a_harder_question_changes_nothing(strata: list[list[int]], shift: int) -> None:
    harder = [[value + shift * position for value in values] for position, values in enumerate(strata)]
    assert trend(harder) == trend(strata)
