"""Rubrics without counter-statements: fitted on data sets that people scored, measured by leaving data sets out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from msgspec import structs

from grader.calibration import Additive, Calibration, Plain, Spread
from grader.evaluation.comparing import figures_of
from grader.evaluation.figures import Figures
from grader.evaluation.graded_rows import RatedAnswer
from grader.evaluation.measuring import measured
from grader.grading import Graded
from grader.judging import coverages_of, grade_observation
from grader.scoring import deviation
from grader.training.examples import Observed, from_scores, share_given
from grader.training.fitting import PLAIN_RAMP, fit_plain, fit_spread
from grader.training.leaving_out import AS_MEASURED, NOBODY

SILENT = Additive(0.0, {})
Sources = Mapping[str, Sequence[Observed]]
"""Answers that people scored, by data set."""


def fit_elsewhere(sources: Sources) -> Plain:
    """The calibration of plain key points; its spread is that of data sets left out."""
    spread = _spread([error for name in sources for error in _errors(_without(sources, name), sources[name])])
    return structs.replace(_fitted(sources), spread=spread)


def elsewhere_figures(sources: Sources) -> list[dict[str, Any]]:
    """Per data set: agreement with people by a calibration that has not seen it, beside the baselines."""
    return [_figures(name, sources) for name in sources]


def _figures(name: str, sources: Sources) -> dict[str, Any]:
    plain = fit_elsewhere({other: answers for other, answers in sources.items() if other != name})
    found = figures_of(name, [measured(answer, _again(one, plain)) for answer, one in sources[name]])
    parts = {"grader": found.comparison.grader, **found.comparison.baselines}
    return {
        "name": name,
        "answers": found.n,
        "predictors": {part: _correlations(figures) for part, figures in parts.items() if part != "mean"},
        "in_interval": found.in_interval,
        "interval_width": found.interval_width,
    }


def _correlations(figures: Figures) -> dict[str, float | None]:
    return {"pearson": figures.pearson, "spearman": figures.spearman, "auc": figures.auc}


def _without(sources: Sources, name: str) -> Plain:
    return _fitted({other: answers for other, answers in sources.items() if other != name} or sources)


def _fitted(sources: Sources) -> Plain:
    examples = [example for name, answers in sources.items() for example in from_scores(name, answers)]
    return Plain(fit_plain(examples), PLAIN_RAMP, AS_MEASURED)


def _again(one: Graded, plain: Plain) -> Graded:
    """The answer graded by this calibration."""
    grade = grade_observation(one.question, one.answer, one.observation, _calibration(plain), NOBODY)
    return replace(one, grade=grade)


def _calibration(plain: Plain) -> Calibration:
    """A calibration that knows plain key points only."""
    return Calibration("", SILENT, SILENT, plain=plain)


def _errors(plain: Plain, answers: Sequence[Observed]) -> list[tuple[float, float]]:
    """(human minus computed share of the points, deviation claimed) of answers with a score."""
    return [_error(answer, one, plain) for answer, one in answers if answer.row.human is not None]


def _error(answer: RatedAnswer, one: Graded, plain: Plain) -> tuple[float, float]:
    coverages = coverages_of(one.question, one.observation, _calibration(plain))
    return share_given(answer.row) - _again(one, plain).grade.percent / 100, deviation(one.question, coverages)


def _spread(errors: Sequence[tuple[float, float]]) -> Spread:
    return fit_spread([error for error, _ in errors], [claimed for _, claimed in errors])
