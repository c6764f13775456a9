"""How a judge is heard: known values, and laws."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.combining import RATIO, heard, shifted

probabilities = st.floats(0, 1)


@pytest.mark.parametrize(
    ("said", "covered", "contradicted"),
    [
        ("covered", 0.8, 0.0588),  # odds 1 x 4 = 4, 4/5; odds 1/4 x 1/4 = 1/16, 1/17
        ("partial", 0.5, 0.0588),  # even odds stay
        ("missing", 0.2, 0.0588),  # odds 1 x 1/4, 1/5
        ("contradicted", 0.2, 0.5),  # odds 1/4 x 4 = 1
    ],
)
def test_even_odds_of_covered_and_one_to_four_of_contradicted(said: str, covered: float, contradicted: float) -> None:
    assert heard(said, 0.5, 0.2) == (covered, contradicted)


def test_partial_moves_the_odds_halfway_to_even() -> None:
    assert heard("partial", 0.8, 0.0)[0] == 0.6667  # odds 4, their root 2, 2/3
    assert heard("partial", 0.01, 0.0)[0] == 0.0388  # odds 1/99; the root would be 1/9.95, but by 4 at most: 4/103


@given(st.sampled_from(["covered", "partial", "missing", "contradicted"]), probabilities, probabilities)
def test_no_verdict_moves_odds_by_more_than_the_ratio(said: str, covered: float, contradicted: float) -> None:
    for before, after in zip((covered, contradicted), heard(said, covered, contradicted), strict=True):
        assert shifted(before, 1 / RATIO) - 1e-4 <= after <= shifted(before, RATIO) + 1e-4


@given(probabilities, probabilities)
def test_a_better_verdict_never_leaves_less(covered: float, contradicted: float) -> None:
    order = [heard(said, covered, contradicted) for said in ("contradicted", "missing", "partial", "covered")]
    kept = [p * (1 - q) for p, q in order]
    assert all(worse <= better + 2e-4 for worse, better in pairwise(kept))


def test_what_is_certain_stays_so() -> None:
    assert [heard(said, 0.0, 1.0) for said in ("covered", "missing", "partial", "contradicted")] == [(0.0, 1.0)] * 4
