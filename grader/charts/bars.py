"""Bars: a percentage for each name, a number for each name, or a percentage for each stretch of time."""

from typing import Any

from grader.charts.drawing import ACCENT, WIDTH, Rows, data, library, percent_axis, svg

ROW = 30
"""Height of a bar with the space around it, in pixels."""


def percents(rows: Rows) -> str:
    """SVG of a lying bar for each row, in order: `name` and `percent`."""
    altair = library()
    return _lying(rows, altair.X("percent:Q", **percent_axis()), "format(datum.percent, '.0f') + '%'")


def numbers(rows: Rows) -> str:
    """SVG of a lying bar for each row, in order: `name` and `number`, a whole one."""
    return _lying(rows, library().X("number:Q", title=None, axis=None), "format(datum.number, ',d')")


def over_time(rows: Rows) -> str:
    """SVG of a standing bar for each row, in order: `name` and `percent`."""
    altair = library()
    names = altair.X("name:N", sort=None, title=None, axis=altair.Axis(labelAngle=-40, labelOverlap=True))
    chart = altair.Chart(data(rows), width=WIDTH, height=200).mark_bar(color=ACCENT)
    return svg(chart.encode(x=names, y=altair.Y("percent:Q", **percent_axis())))


def _lying(rows: Rows, length: Any, label: str) -> str:
    """Bars with what they stand for written at their ends."""
    altair = library()
    base = altair.Chart(data(rows), width=WIDTH - 130, height=ROW * len(rows)).encode(
        x=length, y=altair.Y("name:N", sort=None, title=None, axis=altair.Axis(ticks=False, domain=False))
    )
    ends = base.transform_calculate(label=label).mark_text(align="left", dx=5).encode(text="label:N")
    return svg(base.mark_bar(color=ACCENT, height={"band": 0.7}) + ends)
