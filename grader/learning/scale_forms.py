"""The forms that a coach's scale may have: curves from computed percentages to the coach's that never fall."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import structs
from sklearn.isotonic import IsotonicRegression

from grader.calibration import Scale
from grader.evaluation.agreement import Floats

IMAGINED = 10
"""So many imagined answers, spread over the scale, say that it is right as it is; they tame what few answers say."""

FULL = 100.0

UNCHANGED = Scale(computed=(0.0, FULL), given=(0.0, FULL), spread=1.0, fitted_on="nothing")

Form = Callable[[Floats, Floats], Scale]
"""Computed and human percentages -> a scale, its spread not fitted yet."""


def unchanged(_computed: Floats, _human: Floats) -> Scale:
    """The scale as it is."""
    return UNCHANGED


def line(computed: Floats, human: Floats) -> Scale:
    """The least-squares line, rising or level, bounded to 0 to 100."""
    x, y = _with_imagined(computed, human)
    slope = max(float(((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()), 0.0)
    start = float(y.mean() - slope * x.mean())
    turns = [(bound - start) / slope for bound in (0.0, FULL)] if slope else []
    at = sorted({0.0, FULL, *(round(turn, 2) for turn in turns if 0 < turn < FULL)})
    return _scale(at, [min(max(start + slope * value, 0.0), FULL) for value in at])


def steps(computed: Floats, human: Floats) -> Scale:
    """Isotonic regression (Ayer et al. 1955): the least-squares curve among all that never fall."""
    x, y = _with_imagined(computed, human)
    found = IsotonicRegression(y_min=0.0, y_max=FULL).fit(x, y)
    return _scale(found.X_thresholds_, found.y_thresholds_)


FORMS: dict[str, Form] = {"unchanged": unchanged, "line": line, "steps": steps}
"""The forms that are tried, the simplest first; it wins a draw."""


def _with_imagined(computed: Floats, human: Floats) -> tuple[Floats, Floats]:
    imagined = np.linspace(0, FULL, IMAGINED)
    return np.concatenate([computed, imagined]), np.concatenate([human, imagined])


def _scale(at: Sequence[float], values: Sequence[float]) -> Scale:
    """A scale whose knots differ when rounded."""
    knots = dict(zip((round(float(x), 2) for x in at), (round(float(y), 2) for y in values), strict=True))
    return structs.replace(UNCHANGED, computed=tuple(knots), given=tuple(knots.values()))
