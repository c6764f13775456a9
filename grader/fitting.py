"""Labelled answers -> calibration: two additive logistic models over the signals.

The curves are written out as plain numbers, so that grading needs neither scipy nor the labels.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec import structs
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.model_selection import GroupKFold

from grader.alignment import EmbeddedText
from grader.calibration import Additive, Calibration, Curve
from grader.coverage import Status
from grader.embedding import Encoder
from grader.grading import Grader
from grader.labelled import LabelledAnswer
from grader.observation import observe, prepare
from grader.segmentation import segment
from grader.signals import Signals
from rubric import Question

KNOTS = 6
PENALTY = 3.0  # of the ridge, chosen on questions left out
FOLDS = 9
STRANGERS = 10
"""Answers to questions of other topics that are shown to each question as earning nothing."""

STATEMENTS = 1
"""Wordings, and counter-statements, per key point that are graded as answers of one sentence. More of them make
the fit sure of near copies and less able with free wording."""

MISSING_AT, COVERED_AT = 0.2, 0.6

RISING = {
    **dict.fromkeys(
        "recall recall_anywhere cosine match_top match_mean overlap precision own relevance belonging".split(), 1
    ),
    **dict.fromkeys(
        "margin_best margin_evidence margin_counter margin_highest margin_lowest margin_mean leaning".split(), 1
    ),
    **dict.fromkeys("counter_recall counter_cosine counter_mean counter_overlap echo".split(), -1),
}
"""Which way P(covered) must go with a signal: a closer match never speaks against a point."""

AGAINST = frozenset(name for name in RISING if name.startswith(("counter", "margin", "leaning")))
"""Signals of reversal: P(contradicted) must go the other way with them."""

_SIGNALS = Signals.__struct_fields__
_SAYING: dict[str, Status] = {"wordings": "covered", "counter_statements": "contradicted"}


@dataclass(frozen=True, slots=True)
class Example:
    """One key point in front of one answer, and what is known about it."""

    question_id: str
    signals: Signals
    label: Status


def examples(grader: Grader, bank: Sequence[Question], rows: Sequence[LabelledAnswer]) -> list[Example]:
    """Measure the labelled answers, each question's reference answers, and answers to other topics' questions."""
    by_id = {question.id: question for question in bank}
    answers = [(by_id[row.question_id], row.answer, row.labels) for row in rows]
    answers += [item for question in bank for item in _references(question)]
    answers += [item for question in bank for item in _strangers(question, by_id, rows)]
    graded = grader.grade_all((question, answer) for question, answer, _ in answers)
    measured = [
        Example(question.id, reading.signals, labels[reading.id])
        for (question, _, labels), result in zip(answers, graded, strict=True)
        for reading in result.observation.key_points
        if reading.id in labels
    ]
    return measured + [example for question in bank for example in _statements(grader, question)]


def _references(question: Question) -> Iterator[tuple[Question, str, dict[str, Status]]]:
    """Reference answers cover every key point; of a group, which members they chose is not known."""
    grouped = {member for group in question.groups for member in group.key_points}
    labels: dict[str, Status] = {point.id: "covered" for point in question.key_points if point.id not in grouped}
    for answer in question.reference_answers:
        yield question, answer, labels


def _statements(grader: Grader, question: Question) -> Iterator[Example]:
    """The rubric's own statements, each as an answer to the rubric without it: near copies, right and reversed.

    People's answers hold few near copies, and most of those are reversals; without these examples the
    fit would take closeness itself for a bad sign.
    """
    embedder = _Remembering(grader.encoder)
    for point in question.key_points:
        for kind, label in _SAYING.items():
            for statement in getattr(point, kind)[:STATEMENTS]:
                rest = tuple(text for text in getattr(point, kind) if text != statement)
                less = structs.replace(point, **{kind: rest})
                points = tuple(less if one.id == point.id else one for one in question.key_points)
                rubric = prepare(structs.replace(question, key_points=points), embedder, grader.landmarks)
                pieces = segment(statement)
                seen = observe(rubric, statement, pieces, embedder.embed([piece.text for piece in pieces]))
                signals = next(reading.signals for reading in seen.key_points if reading.id == point.id)
                yield Example(question.id, signals, label)


class _Remembering:
    """An encoder that embeds each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self.identity = encoder.identity
        self.device = encoder.device
        self._encoder = encoder
        self._known: dict[str, EmbeddedText] = {}

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.embed(new), strict=True))
        return [self._known[text] for text in texts]


def _strangers(
    question: Question, by_id: dict[str, Question], rows: Sequence[LabelledAnswer]
) -> Iterator[tuple[Question, str, dict[str, Status]]]:
    """Answers to questions of other topics miss every key point."""
    labels: dict[str, Status] = dict.fromkeys((point.id for point in question.key_points), "missing")
    others = [row for row in rows if by_id[row.question_id].topic != question.topic and row.level >= 1]
    chance = random.Random(question.id)  # noqa: S311 - the same strangers at every fit
    for row in chance.sample(others, min(STRANGERS, len(others))):
        yield question, row.answer, labels


def fit(training: Sequence[Example], fitted_on: str) -> Calibration:
    """The calibration that these examples give."""
    covered, contradicted = _fitted(training)
    return Calibration(
        fitted_on=fitted_on,
        missing_at=MISSING_AT,
        covered_at=COVERED_AT,
        covered=covered,
        contradicted=contradicted,
    )


def left_out(training: Sequence[Example]) -> Iterator[tuple[Calibration, set[str]]]:
    """Per fold: a calibration fitted without some questions, and the ids of those questions."""
    groups = [example.question_id for example in training]
    for rest, fold in GroupKFold(FOLDS).split(groups, groups=groups):
        yield fit([training[i] for i in rest], "questions left out"), {groups[i] for i in fold}


def _fitted(training: Sequence[Example]) -> tuple[Additive, Additive]:
    """Models of "covered" and "contradicted". A partial label counts half as covered, half as not."""
    signals = np.array([structs.astuple(example.signals) for example in training])
    labels = np.array([example.label for example in training])
    some, full = np.isin(labels, ("covered", "partial")), labels == "covered"
    covered = _additive(np.concatenate([signals, signals]), np.concatenate([some, full]), RISING)
    against = {name: -sign for name, sign in RISING.items() if name in AGAINST}
    return covered, _additive(signals, labels == "contradicted", against)


def _additive(signals: Any, labels: Any, directions: dict[str, int]) -> Additive:
    """A logistic model of curves that rise (+1) or fall (-1) where a direction is given.

    Each curve is a sum of ramps, one between each two knots; bounding their heights bends it one way only.
    """
    knots = [np.unique(np.quantile(column, np.linspace(0, 1, KNOTS))) for column in signals.T]
    ramps = np.concatenate([_ramps(column, at) for column, at in zip(signals.T, knots, strict=True)], axis=1)
    owner = [name for name, at in zip(_SIGNALS, knots, strict=True) for _ in at[1:]]
    bounds = [(None, None), *(_BOUNDS[directions.get(name, 0)] for name in owner)]

    def loss(heights: Any) -> tuple[float, Any]:
        log_odds = heights[0] + ramps @ heights[1:]
        wrong = expit(log_odds) - labels
        penalty = PENALTY * np.append(0.0, heights[1:])
        slope = np.append(wrong.sum(), ramps.T @ wrong) + penalty
        return float((np.logaddexp(0, log_odds) - labels * log_odds).sum() + heights @ penalty / 2), slope

    found = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds)
    steps = iter(found.x[1:])
    curves = {
        name: Curve(_rounded(at), _rounded(np.cumsum([0.0, *(next(steps) for _ in at[1:])])))
        for name, at in zip(_SIGNALS, knots, strict=True)
    }
    return Additive(round(float(found.x[0]), 4), curves)


_BOUNDS = {1: (0.0, None), 0: (None, None), -1: (None, 0.0)}


def _ramps(values: Any, at: Any) -> Any:
    """How far each value has climbed between each two knots, 0 to 1: [values, knots - 1]."""
    return np.stack([np.clip((values - low) / (high - low), 0, 1) for low, high in pairwise(at)], axis=1)


def _rounded(values: Any) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)
