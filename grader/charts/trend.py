"""Scores one after another, each with its interval."""

from grader.charts.drawing import ACCENT, SECOND, WIDTH, Rows, data, library, percent_axis, svg

MACHINE, REVIEWER = "scored by the grader", "scored by a reviewer"


def trend(rows: Rows) -> str:
    """SVG of scores in order: `number` (1, 2, ...), `percent`, `low` and `high`, `reviewed` (did a person decide)."""
    altair = library()
    shown = data([{**row, "by": REVIEWER if row["reviewed"] else MACHINE} for row in rows])
    base = altair.Chart(shown, width=WIDTH, height=220).encode(x=_places(len(rows)))
    rule = base.mark_rule(strokeWidth=2, opacity=0.5, color=ACCENT)
    interval = rule.encode(y=altair.Y("low:Q", **percent_axis()), y2="high:Q")
    line = base.mark_line(strokeWidth=1, opacity=0.6, color=ACCENT).encode(y="percent:Q")
    names = [MACHINE, REVIEWER] if any(row["reviewed"] for row in rows) else [MACHINE]
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        y="percent:Q",
        color=altair.Color("by:N", scale=altair.Scale(domain=names, range=[ACCENT, SECOND][: len(names)])),
        shape=altair.Shape("by:N", scale=altair.Scale(domain=names, range=["circle", "diamond"][: len(names)])),
    )
    return svg(interval + line + points)


def _places(count: int) -> object:
    altair = library()
    axis = altair.Axis(format="d", tickMinStep=1, grid=False)
    return altair.X("number:Q", title="attempt", scale=altair.Scale(domain=[0.5, count + 0.5], nice=False), axis=axis)
