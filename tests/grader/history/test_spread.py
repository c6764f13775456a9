"""How scores are spread."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.history.spread import WIDTH, spread_of
from grader.scoring import BANDS, band


def test_a_border_belongs_to_the_upper_bin_and_full_marks_to_the_last() -> None:
    counts = {one.low: one.answers for one in spread_of([0, 4.9, 5, 84.9, 85, 99.9, 100]) if one.answers}
    assert counts == {0: 2, 5: 1, 80: 1, 85: 1, 95: 2}


@settings(deadline=None)
@given(st.lists(st.floats(0, 100)))
def test_every_answer_is_in_the_bin_of_its_band(percents: list[float]) -> None:
    bins = spread_of(percents)
    assert sum(one.answers for one in bins) == len(percents)
    for name, _ in BANDS:
        assert sum(one.answers for one in bins if one.band == name) == sum(
            band(percent) == name for percent in percents
        )


def test_no_bin_crosses_the_border_of_a_band() -> None:
    assert all(start % WIDTH == 0 for _, start in BANDS)
