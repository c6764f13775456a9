"""Percentages in order as a small plot, in lines of text."""

from collections.abc import Sequence
from typing import Any

WIDTH, HEIGHT = 60, 10
TICKS = 7
"""Labels that plotille writes below a plot of this width; fewer attempts than that would be named several times."""

NEAR = 0.1
"""So near to a whole number an attempt is named where there are few."""

INSIDE = 1.02
"""A mark on the upper or right border is not drawn, so the borders lie farther out by this factor."""


def plot(percents: Sequence[float]) -> str:
    """The plot, an x for every attempt; 0 to 100% upwards."""
    from plotille import Figure

    figure = Figure()
    figure.with_colors = False
    figure.width, figure.height = WIDTH, HEIGHT
    figure.set_x_limits(1, 1 + INSIDE * (len(percents) - 1))
    figure.set_y_limits(0, 100 * INSIDE)
    figure.x_label, figure.y_label = "attempt", "%"
    figure.y_ticks_fkt = lambda value, _: f"{round(value, -1):.0f}"
    figure.x_ticks_fkt = lambda value, _: _label(value, len(percents))
    figure.plot(range(1, len(percents) + 1), percents, marker="x")
    return str(figure.show(legend=False))


def _label(value: Any, attempts: int) -> str:
    whole = min(round(value), attempts)
    return f"{whole}" if attempts >= TICKS or abs(value - whole) < NEAR else ""
