"""The charts of the pages, drawn on the server with the look of `grader.charts`: no script runs in the browser.

Colours are variables of the page's style sheet, so that a chart is light or dark as the page is. A chart says
nothing that the table beside it does not say.
"""

from collections.abc import Sequence

import altair as alt
import vl_convert  # noqa: F401 - missing, it is missed before anything is served
from markupsafe import Markup

from grader.charts.drawing import Rows, data, svg
from grader.history.periods import Period
from grader.history.spread import Bin
from grader.log.current import Attempt
from grader.scoring import BANDS

WIDTH, HEIGHT = 380, 150
"""In pixels, before the page stretches it to the width there is; small, for letters are to be read on a phone."""

_NAMES = [name for name, _ in BANDS]
_BANDS = alt.Scale(domain=_NAMES, range=[f"var(--{name})" for name in _NAMES])
_PERCENT = alt.Scale(domain=[0, 100], nice=False)


def spread_chart(bins: Sequence[Bin]) -> Markup:
    """How many answers earn how much, coloured by band."""
    rows = [{"low": one.low, "high": one.high, "answers": one.answers, "band": one.band} for one in bins]
    bars = _chart(rows).mark_bar().encode(
        x=alt.X("low:Q", bin="binned", title="Score in percent", scale=_PERCENT),
        x2="high:Q",
        y=alt.Y("answers:Q", title="Answers", axis=alt.Axis(tickMinStep=1, tickCount=4)),
        color=alt.Color("band:N", scale=_BANDS, legend=None),
    )  # fmt: skip
    return _svg(bars)


def periods_chart(periods: Sequence[Period]) -> Markup:
    """The mean score over time; the larger a point, the more answers."""
    rows = [{"start": one.start, "mean": one.mean, "answers": one.answers} for one in periods]
    base = _chart(rows).encode(x=_time("start"), y=alt.Y("mean:Q", title="Mean score in percent", scale=_PERCENT))
    line = base.mark_line(color="var(--accent)")
    points = base.mark_circle(color="var(--accent)", opacity=1).encode(
        size=alt.Size("answers:Q", legend=None, scale=alt.Scale(range=[20, 120]))
    )
    return _svg(line + points)


def attempts_chart(attempts: Sequence[Attempt]) -> Markup:
    """Every attempt in order, coloured by band, with the machine's 90% interval; a review has none and is a square."""
    rows = [
        {"n": n, "percent": one.percent, "low": one.low, "high": one.high, "band": one.band, "by": bool(one.reviewer)}
        for n, one in enumerate(attempts, 1)
    ]
    base = _chart(rows).encode(x=alt.X("n:Q", title="Attempt", scale=alt.Scale(nice=False, padding=6)))
    unsure = base.transform_filter("!datum.by").mark_rule(color="var(--quiet)", opacity=0.5).encode(
        y=alt.Y("low:Q", title="Score in percent", scale=_PERCENT), y2="high:Q"
    )  # fmt: skip
    points = base.mark_point(filled=True, opacity=1, size=36).encode(
        y=alt.Y("percent:Q", title="Score in percent", scale=_PERCENT),
        color=alt.Color("band:N", scale=_BANDS, legend=None),
        shape=alt.Shape("by:N", scale=alt.Scale(domain=[False, True], range=["circle", "square"]), legend=None),
    )
    return _svg(unsure + points)


def _chart(rows: Rows) -> alt.Chart:
    return alt.Chart(data(rows), width=WIDTH, height=HEIGHT)


def _time(field: str) -> alt.X:
    return alt.X(f"{field}:T", title=None, axis=alt.Axis(tickCount=5, format="%b %-d"))


def _svg(chart: alt.Chart | alt.LayerChart) -> Markup:
    return Markup(svg(chart))  # noqa: S704 - drawn by vl-convert, which escapes what it writes
