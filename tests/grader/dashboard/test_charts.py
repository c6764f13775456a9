"""Charts are pictures of their rows: nothing in them runs, loads, or is drawn twice."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from grader.charts import drawing
from grader.dashboard import charts
from grader.history.periods import Period
from grader.history.spread import spread_of
from grader.log.current import Attempt, attempts
from grader.log.opening import open_log
from grader.scoring import band
from tests.grader.conftest import Answer

BANDS = ("poor", "weak", "fair", "good", "excellent")


@pytest.fixture
def attempt(answer: Answer, db: Path) -> Callable[..., Attempt]:
    """Makes attempts like one in a log: attempt(percent=50.0)."""
    answer("<script>", "cm")
    with open_log(db) as log:
        [one] = attempts(log)
    return lambda **others: structs.replace(one, **others)


def test_the_spread_has_a_bar_for_every_bin_in_the_colour_of_its_band() -> None:
    drawn = charts.spread_chart(spread_of([0, 20, 50, 70, 90, 100]))
    bars = re.findall(r'<path[^>]* fill="var\(--(\w+)\)"', drawn)
    assert [bars.count(band) for band in BANDS] == [3, 5, 5, 4, 3]  # 15, 25, 25, 20 and 15 percent, 5 a bar


def test_attempts_have_a_point_each_and_an_interval_unless_reviewed(attempt: Callable[..., Attempt]) -> None:
    made = [attempt(percent=20.0 * n, band=band(20 * n), low=20 * n - 5, high=20 * n + 5) for n in range(1, 4)]
    made.append(attempt(percent=90.0, band="excellent", reviewer="Coach Sample"))
    drawn = charts.attempts_chart(made)
    assert len(re.findall(r'<path[^>]* fill="var\(--(?:poor|weak|fair|good|excellent)\)"', drawn)) == 4
    assert len(re.findall(r'<line[^>]* stroke="var\(--quiet\)"', drawn)) == 3


def test_nothing_in_a_chart_runs_or_comes_from_elsewhere(attempt: Callable[..., Attempt]) -> None:
    made = [
        charts.spread_chart(spread_of([50])),
        charts.periods_chart([Period(period="2026-01", start="2026-01-01", people=2, answers=3, mean=50.0)]),
        charts.attempts_chart([attempt()]),
    ]
    for drawn in made:
        assert drawn.startswith("<svg")
        assert not re.search(r"<script|<image|<foreignObject|href=|\sstyle=|\son\w+=|url\(", drawn)
        assert "graphics-symbol" not in drawn  # the whole chart has one text in its place


def test_a_chart_that_shows_the_same_is_not_drawn_again() -> None:
    bins = spread_of([1, 2, 3])
    drawn = charts.spread_chart(bins)
    before = drawing._converted.cache_info()
    assert charts.spread_chart(list(bins)) == drawn
    after = drawing._converted.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)
