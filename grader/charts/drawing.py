"""One look for all charts, and their SVG: text in the page's own colour, marks that stand out on light and dark."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from grader.extras import from_extra
from grader.shown import visible

Rows = Sequence[Mapping[str, Any]]

WIDTH = 420
"""Of the part with the marks, in pixels; narrow, so that its words can be read on a phone."""

ACCENT, SECOND = "#3a7fc4", "#c8731f"
"""Blue and orange: told apart by the colour-blind, 3:1 and more on white and on near-black."""

LONGEST = 60
"""Characters of a name that a chart is given; it shows fewer."""

KEPT = 256
"""So many drawn charts are kept, by what they show, for a server that shows them again."""

_INK = "currentColor"
_TEXT = {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal"}
_LOOK: dict[str, Any] = {
    "background": "transparent",
    "padding": {"left": 30, "right": 30, "top": 5, "bottom": 5},  # a reader's font may be wider than the one measured
    "font": "sans-serif",
    "aria": False,  # the whole chart has one text in its place
    "mark": {"aria": False},  # vl-convert does not pass the one above on to marks
    "view": {"stroke": None},
    "axis": {
        **_TEXT,
        "gridColor": _INK,
        "gridOpacity": 0.15,
        "domainColor": _INK,
        "tickColor": _INK,
        "labelLimit": 150,
    },
    "legend": {**_TEXT, "orient": "top", "title": None, "symbolStrokeWidth": 0, "columnPadding": 40},
    "text": {"color": _INK, "fontSize": 13},
}


def library() -> Any:
    """The library that draws. Raises ExtraError when it is not installed."""
    with from_extra("report", "a chart"):
        import altair  # noqa: ICN001 - one call reads better with its name
        import vl_convert  # noqa: F401 - altair would ask for it in words of its own
    return altair


def data(rows: Rows) -> Any:
    """The rows as a chart takes them, with names as they can be shown and cut to what there is room for."""
    return library().Data(values=[{key: _name(value) for key, value in row.items()} for row in rows])


def _name(value: Any) -> Any:
    return visible(value[:LONGEST]) if isinstance(value, str) else value


def percent_axis(**options: Any) -> dict[str, Any]:
    """A scale from 0 to 100%, with its axis."""
    altair = library()
    return {
        "scale": altair.Scale(domain=[0, 100]),
        "axis": altair.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'", **options),
        "title": None,
    }


def svg(chart: Any) -> str:
    """The chart as an SVG element, without a script and without ids, so that many of them can stand in one page."""
    return _converted(chart.configure(**_LOOK).to_json(indent=None))


@lru_cache(KEPT)
def _converted(specification: str) -> str:
    import vl_convert

    version = library().SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]
    return str(vl_convert.vegalite_to_svg(specification, vl_version=version))
