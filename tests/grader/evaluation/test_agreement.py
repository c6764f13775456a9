"""Statistics of agreement: known values, and the laws they obey."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.evaluation.agreement import (
    auc,
    mae,
    on_the_line,
    one_against_the_others,
    pearson,
    rmse,
    smd,
    spearman,
    within_groups,
)

SERIES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), min_size=1, max_size=30).map(
    lambda pairs: (np.array([p for p, _ in pairs], float), np.array([h for _, h in pairs], float))
)


def floats(*values: float) -> np.ndarray:
    return np.array(values, float)


def test_pearson_of_known_series() -> None:
    # deviations (-1, 0, 1) and (-1, 1, 0): sum of products 1, of squares 2 and 2: r = 1 / sqrt(2 x 2)
    assert pearson(floats(1, 2, 3), floats(1, 3, 2)) == pytest.approx(0.5)


def test_spearman_looks_at_ranks_only() -> None:
    # ranks (1, 2, 3) and (1, 3, 2), as above; the size of the last step is of no matter
    assert spearman(floats(1, 2, 300), floats(0, 50, 2)) == pytest.approx(0.5)


def test_errors_of_known_series() -> None:
    # differences 1, -1, 3: mean square 11 / 3, mean absolute 5 / 3
    predicted, human = floats(2, 1, 5), floats(1, 2, 2)
    assert rmse(predicted, human) == pytest.approx(math.sqrt(11 / 3))
    assert mae(predicted, human) == pytest.approx(5 / 3)


def test_smd_is_in_human_standard_deviations() -> None:
    # human mean 2, sd sqrt((1 + 0 + 1) / 2) = 1; computed mean 2.5
    assert smd(floats(2.5, 2.5, 2.5), floats(1, 2, 3)) == pytest.approx(0.5)


def test_auc_counts_pairs_and_half_of_the_ties() -> None:
    # pairs (1, 0): .8 > .3, .8 > .5, .5 > .3, .5 = .5: 3.5 of 4
    assert auc(floats(0.3, 0.5, 0.5, 0.8), floats(0, 0, 1, 1)) == pytest.approx(3.5 / 4)


def test_within_groups_forgets_how_hard_a_question_is() -> None:
    # within each question the order is reversed; only the questions' means go together
    predicted, human = floats(2, 1, 12, 11), floats(1, 2, 11, 12)
    assert within_groups(predicted, human, ["a", "a", "b", "b"]) == pytest.approx(-1)
    assert pearson(predicted, human) > 0.9
    assert within_groups(predicted, human, ["a", "b", "c", "d"]) is None


def test_one_vote_against_the_others() -> None:
    # 1, 1, 0: each 1 faces a tie (1, 0) and is left out; the 0 faces 1, 1 and disagrees: 0 of 1
    # 1, 1, 1: 3 of 3 agree. Together 3 of 4. A single vote has no others.
    assert one_against_the_others([(1, 1, 0), (1, 1, 1), (1,)]) == pytest.approx(3 / 4)
    assert one_against_the_others([(1,), (1, 1, 0, 0)][:1]) is None


def test_what_is_undefined_is_none() -> None:
    constant, varying = floats(1, 1, 1), floats(0, 1, 2)
    assert pearson(constant, varying) is None
    assert pearson(varying, constant) is None
    assert spearman(constant, varying) is None
    assert smd(varying, constant) is None
    assert auc(varying, constant) is None
    assert pearson(floats(1), floats(2)) is None
    # a series that varies by rounding only has no correlation worth the name
    assert pearson(floats(0.3, 0.1 + 0.2, 0.3), varying) is None


def test_the_line_is_the_best_one() -> None:
    # values 0, 1, 2 against 1, 1, 4: slope 1.5, mean 2: 0.5, 2, 3.5
    assert on_the_line(floats(0, 1, 2), floats(1, 1, 4)) == pytest.approx(floats(0.5, 2, 3.5))
    assert on_the_line(floats(7, 7), floats(1, 2)) == pytest.approx(floats(1.5, 1.5))


@given(SERIES)
def test_correlations_are_bounded_and_symmetric(series: tuple[np.ndarray, np.ndarray]) -> None:
    predicted, human = series
    for correlation in (pearson, spearman):
        value = correlation(predicted, human)
        assert value is None or -1 <= value <= 1
        assert value == pytest.approx(correlation(human, predicted))


@given(SERIES, st.floats(0.1, 10), st.floats(-10, 10))
def test_a_straight_line_changes_no_correlation(
    series: tuple[np.ndarray, np.ndarray], slope: float, shift: float
) -> None:
    predicted, human = series
    moved = slope * predicted + shift
    assert pearson(moved, human) == pytest.approx(pearson(predicted, human), abs=1e-6)
    assert auc(moved, (human > 2).astype(float)) == pytest.approx(auc(predicted, (human > 2).astype(float)))


@given(SERIES)
def test_errors_are_ordered_and_the_line_beats_the_mean(series: tuple[np.ndarray, np.ndarray]) -> None:
    predicted, human = series
    assert 0 <= mae(predicted, human) <= rmse(predicted, human) + 1e-9
    mean = np.full_like(human, human.mean())
    assert rmse(on_the_line(predicted, human), human) <= rmse(mean, human) + 1e-9


@given(SERIES)
def test_turning_the_scores_round_mirrors_auc(series: tuple[np.ndarray, np.ndarray]) -> None:
    predicted, human = series
    labels = (human > 2).astype(float)
    value = auc(predicted, labels)
    if value is not None:
        assert auc(-predicted, labels) == pytest.approx(1 - value)
