"""The bootstrap: what is drawn, and how sure a statistic is."""

import numpy as np
import pytest

from grader.evaluation.bootstrapping import DRAWS, bootstrap


def test_a_mean_of_many_rows_has_the_interval_of_the_textbook() -> None:
    values = np.arange(100) % 2  # mean 1/2, sd of the mean 0.5 / sqrt(100) = 0.05, 90% within 1.645 of it
    low, high = bootstrap(lambda rows: values[rows].mean(), ["only"] * 100)
    assert (low, high) == pytest.approx((0.5 - 0.082, 0.5 + 0.082), abs=0.015)


def test_whole_questions_are_drawn_where_there_are_several() -> None:
    groups = ["a"] * 3 + ["b"] * 3 + ["c"] * 3 + ["d"] * 3 + ["e"] * 3
    drawn = []
    bootstrap(lambda rows: drawn.append(rows) or 0.0, groups)
    assert len(drawn) == DRAWS
    assert all(sorted(rows % 3) == [0] * 5 + [1] * 5 + [2] * 5 for rows in drawn)


def test_the_same_rows_give_the_same_interval() -> None:
    values = np.arange(20.0)
    one, other = (bootstrap(lambda rows: values[rows].mean(), ["q"] * 20) for _ in range(2))
    assert one == other


def test_what_is_mostly_undefined_has_no_interval() -> None:
    assert bootstrap(lambda _: None, ["q"] * 9) is None
    assert bootstrap(lambda _: 1.0, []) is None
