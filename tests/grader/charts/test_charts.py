"""Charts: SVG that a page can hold, whatever the names in it are."""

import re
from xml.etree import ElementTree as ET

from grader.charts.bars import numbers, over_time, percents
from grader.charts.trend import MACHINE, REVIEWER, trend
from tests.hostile import HOSTILE, WORD


def texts(svg: str) -> list[str]:
    """What is written in a chart. Fails for one that is not well-formed, or has a script or an id in it."""
    root = ET.fromstring(svg)  # noqa: S314 - drawn a line before
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "g", "path", "rect", "line", "text"}
    assert " id=" not in svg
    return [element.text or "" for element in root.iter() if element.tag.endswith("}text")]


def test_bars_are_named_and_say_their_percentage() -> None:
    written = texts(percents([{"name": "gates", "percent": 43.2}, {"name": "loss", "percent": 98.0}]))
    assert {"gates", "43%", "loss", "98%"} <= set(written)


def test_bars_say_their_number() -> None:
    assert {"poor", "1,200"} <= set(texts(numbers([{"name": "poor", "number": 1200}])))


def test_a_bar_for_each_stretch_of_time() -> None:
    assert {"2026-01", "2026-02"} <= set(
        texts(over_time([{"name": "2026-01", "percent": 3.0}, {"name": "2026-02", "percent": 4.0}]))
    )


def test_the_trend_tells_reviewers_from_the_grader_only_where_there_are_both() -> None:
    rows = [{"number": n, "percent": 50.0, "low": 40.0, "high": 60.0, "reviewed": False} for n in (1, 2)]
    assert MACHINE in texts(trend(rows))
    assert REVIEWER not in texts(trend(rows))
    assert {MACHINE, REVIEWER} <= set(texts(trend([{**rows[0], "reviewed": True}, rows[1]])))


def test_names_are_text_and_too_long_ones_are_cut() -> None:
    svg = percents([{"name": name, "percent": 50.0} for name in (*HOSTILE, WORD)])
    assert any("<script>" in written for written in texts(svg))
    assert len(svg) < 20_000
    assert "\x1b" not in svg


def test_text_and_lines_take_the_colour_of_the_page() -> None:
    svg = percents([{"name": "gates", "percent": 43.2}])
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) == {"none", "currentColor", "#3a7fc4"}
