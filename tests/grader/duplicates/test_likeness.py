"""How alike texts are, and that those who are alike are found."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.duplicates.likeness import alike, likeness, runs_of, words_of

WORDS = st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=30)
TEN = "one two three four five six seven eight nine ten".split()


def test_a_word_changed_in_ten_leaves_half() -> None:
    # of 8 runs the 3 that hold the fifth word change: 5 are shared of 8 + 8 - 5
    changed = [*TEN[:4], "other", *TEN[5:]]
    assert likeness(runs_of(TEN), runs_of(changed)) == 5 / 11


def test_sentences_in_another_order_stay_alike() -> None:
    # of 8 runs, the two over the seam are others
    assert likeness(runs_of(TEN), runs_of([*TEN[5:], *TEN[:5]])) == 6 / 10


@pytest.mark.parametrize(
    "other",
    ["THE GATE, decides!", "the\n\n- gate\tdecides", "the g\u200bate decides", "the g\u0430te decides"],
)
def test_case_layout_and_disguises_make_no_difference(other: str) -> None:
    assert words_of(other) == words_of("The gate decides.")


@given(WORDS, WORDS)
@settings(deadline=None)
def test_likeness_is_mutual_and_whole_only_for_the_same_runs(one: list[str], other: list[str]) -> None:
    a, b = runs_of(one), runs_of(other)
    assert 0 <= likeness(a, b) == likeness(b, a) <= 1
    assert (likeness(a, b) == 1) == (a == b)


@given(st.lists(WORDS, max_size=8))
@settings(deadline=None)
def test_pairs_that_are_alike_are_found_and_no_others(texts: list[list[str]]) -> None:
    runs = [runs_of(words) for words in texts]
    found = {(one, other): how for one, other, how in alike(runs, 0.5)}
    for one, other in combinations(range(len(runs)), 2):
        how = likeness(runs[one], runs[other])
        assert found.get((one, other), how) == how
        assert ((one, other) in found) <= (how >= 0.5)
        if how >= 0.9:  # MinHash misses one in 10^23
            assert (one, other) in found
