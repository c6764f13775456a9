"""Weights of tokens by their place in the vocabulary."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.engines.rarity import Rarity

VOCABULARY = ["the", ",", "of", "##s", "##!", "jacobian"]


def test_weights_are_the_logarithm_of_the_rank_and_marks_have_none() -> None:
    found = Rarity(6, VOCABULARY.__getitem__).weights([0, 1, 2, 3, 4, 5])
    # log(1 + rank) / log(1 + 6), and 0 for the marks at 1 and 4
    expected = [0, 0, np.log(3) / np.log(7), np.log(4) / np.log(7), 0, np.log(6) / np.log(7)]
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert found.dtype == np.float32


@given(st.lists(st.integers(0, 5)))
def test_a_token_weighs_the_same_wherever_it_stands(ids: list[int]) -> None:
    rarity = Rarity(6, VOCABULARY.__getitem__)
    assert rarity.weights(ids).tolist() == [rarity.weights([id])[0] for id in ids]
