"""A coach's scores beside the computed ones -> a small correction of the scale, and of the interval's width."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import structs

from grader.calibration import Scale
from grader.errors import LearningError
from grader.evaluation.agreement import Floats, Indexes, mae
from grader.evaluation.bootstrapping import SEVERAL
from grader.evaluation.graded_rows import RatedAnswer
from grader.evaluation.measuring import measured, scores_of
from grader.grading import Graded, Grader
from grader.judging import coverages_of
from grader.learning.change import Change, change, folds, mean_of
from grader.learning.scale_forms import FORMS, Form
from grader.scoring import Z90, deviation

FEWEST = 20
"""Scored answers below which nothing is fitted."""

HELD = 0.9
"""The share of human scores that an interval should hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Answers that a person scored, as series of equal length, in percent.

    deviation  the standard deviation that each computed score claims
    groups     answers of one group are left out together
    """

    computed: Floats
    human: Floats
    deviation: Floats
    groups: Sequence[Hashable]

    def at(self, rows: Indexes) -> "Scored":
        """The same of some rows."""
        return Scored(self.computed[rows], self.human[rows], self.deviation[rows], [self.groups[row] for row in rows])


@dataclass(frozen=True, slots=True)
class ScaleTrial:
    """A scale fitted on all answers, and what such a scale changes on answers left out.

    error     mean distance of score and human score, in percent of the points
    interval  mean loss of the interval: its width, and what a human score outside of it costs
    held      the share of human scores that the interval holds, before and after
    """

    scale: Scale
    form: str
    error: Change
    interval: Change
    held: tuple[float, float]

    @property
    def helps(self) -> bool:
        """Whether the error, or the interval at no greater error, is surely better."""
        no_worse = (self.error.after or 0) <= (self.error.before or 0)
        return self.error.surely_falls or (self.interval.surely_falls and no_worse)


def enough(answers: Sequence[RatedAnswer]) -> list[RatedAnswer]:
    """The answers that have a human score. Raises LearningError when they are too few to learn from."""
    found = [answer for answer in answers if answer.row.human is not None]
    if len(found) < FEWEST:
        raise LearningError(
            f"{len(found)} answers with a score are too few: a scale is fitted from {FEWEST} on",
            f"score {FEWEST - len(found)} more",
        )
    return found


def scored(grader: Grader, answers: Sequence[RatedAnswer]) -> Scored:
    """Answers with a human score, in percent, graded. Those to one question stay together where there are several."""
    graded = list(grader.grade_all((answer.question, answer.row.answer) for answer in answers))
    scores = scores_of([measured(*pair) for pair in zip(answers, graded, strict=True)])
    several = len(set(scores.groups)) >= SEVERAL
    return Scored(
        computed=scores.predicted * 100 / scores.score_max,
        human=scores.human * 100 / scores.score_max,
        deviation=np.array([100 * _deviation(grader, one) for one in graded]),
        groups=scores.groups if several else range(len(graded)),
    )


def _deviation(grader: Grader, one: Graded) -> float:
    return deviation(one.question, coverages_of(one.question, one.observation, grader.calibration))


def try_scale(scored: Scored) -> ScaleTrial:
    """The scale that suits all answers, and its change where every choice was made without the answers judged."""
    after, wide = np.empty_like(scored.human), np.empty_like(scored.human)
    for rest, fold in folds(scored.groups):
        _, scale = fit(scored.at(rest))
        after[fold] = [scale.percent(value) for value in scored.computed[fold]]
        wide[fold] = scored.deviation[fold] * scale.spread
    form, scale = fit(scored)
    ends = [_ends(scored.computed, scored.deviation), _ends(after, wide)]
    loss, new_loss = (_interval_loss(low, high, scored.human) for low, high in ends)
    before_held, after_held = (float(np.mean((low <= scored.human) & (scored.human <= high))) for low, high in ends)
    return ScaleTrial(
        scale=scale,
        form=form,
        error=change(mae, scored.computed, after, scored.human, scored.groups),
        interval=change(mean_of, loss, new_loss, scored.human, scored.groups),
        held=(round(before_held, 3), round(after_held, 3)),
    )


def fit(scored: Scored) -> tuple[str, Scale]:
    """The form with the least error on answers left out, and the scale of that form fitted on all."""
    left_out = {name: _left_out(scored, form) for name, form in FORMS.items()}
    best = min(left_out, key=lambda name: round(mae(left_out[name], scored.human), 2))
    ratios = np.abs(scored.human - left_out[best]) / (Z90 * np.maximum(scored.deviation, 1e-9))
    return best, structs.replace(
        FORMS[best](scored.computed, scored.human),
        spread=round(float(np.quantile(ratios, HELD)), 4),
        fitted_on=f"{len(scored.human)} scored answers",
    )


def _left_out(scored: Scored, form: Form) -> Floats:
    """Each answer's percentage on a scale fitted without its group."""
    found = np.empty_like(scored.human)
    for rest, fold in folds(scored.groups):
        scale = form(scored.computed[rest], scored.human[rest])
        found[fold] = [scale.percent(value) for value in scored.computed[fold]]
    return found


def _interval_loss(low: Floats, high: Floats, human: Floats) -> Floats:
    """The interval score (Gneiting and Raftery 2007): width, plus 2 / (1 - HELD) times the distance of a miss."""
    missed = np.maximum(low - human, 0) + np.maximum(human - high, 0)
    return np.asarray(high - low + 2 / (1 - HELD) * missed)


def _ends(percent: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    return np.maximum(percent - Z90 * deviation, 0), np.minimum(percent + Z90 * deviation, 100)
