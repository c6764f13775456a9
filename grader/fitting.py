"""Labelled answers -> calibration: two additive logistic models over the signals.

scikit-learn fits; the curves are then written out as plain numbers, so that grading needs
neither it nor the labels.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from msgspec import structs
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler

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
PENALTY = 0.05  # inverse strength of the ridge penalty, chosen on questions left out
FOLDS = 9
STRANGERS = 10
"""Answers to questions of other topics that are shown to each question as earning nothing."""

STATEMENTS = 1
"""Wordings, and counter-statements, per key point that are graded as answers of one sentence. More of them make
the fit sure of near copies and less able with free wording."""

MISSING_AT, COVERED_AT = 0.2, 0.6
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
        covered=_additive(covered),
        contradicted=_additive(contradicted),
    )


def left_out(training: Sequence[Example]) -> Iterator[tuple[Calibration, set[str]]]:
    """Per fold: a calibration fitted without some questions, and the ids of those questions."""
    groups = [example.question_id for example in training]
    for rest, fold in GroupKFold(FOLDS).split(groups, groups=groups):
        yield fit([training[i] for i in rest], "questions left out"), {groups[i] for i in fold}


def _fitted(training: Sequence[Example]) -> tuple[Pipeline, Pipeline]:
    """Models of "covered" and "contradicted". A partial label counts half as covered, half as not."""
    signals = np.array([structs.astuple(example.signals) for example in training])
    labels = np.array([example.label for example in training])
    some, full = np.isin(labels, ("covered", "partial")), labels == "covered"
    covered = _model().fit(np.concatenate([signals, signals]), np.concatenate([some, full]))
    return covered, _model().fit(signals, labels == "contradicted")


def _model() -> Pipeline:
    return make_pipeline(
        SplineTransformer(n_knots=KNOTS, degree=1, knots="quantile"),
        StandardScaler(),
        LogisticRegression(C=PENALTY, max_iter=3000),
    )


def _additive(model: Pipeline) -> Additive:
    """Read the fitted model back as one curve per signal; each is zero at its median."""
    splines: Any = model[0]
    curves, intercept = {}, float(model.decision_function(_point(splines, {}))[0])
    for index, name in enumerate(_SIGNALS):
        knots = splines.bsplines_[index].t[1:-1]
        heights = [float(model.decision_function(_point(splines, {index: knot}))[0]) - intercept for knot in knots]
        curves[name] = Curve(tuple(_round(knots)), tuple(_round(heights)))
    return Additive(round(intercept, 4), curves)


def _point(splines: Any, moved: dict[int, float]) -> Any:
    """All signals at their median knot, but for those moved."""
    medians = [spline.t[1:-1][KNOTS // 2] for spline in splines.bsplines_]
    return np.array([[moved.get(index, median) for index, median in enumerate(medians)]])


def _round(values: Any) -> list[float]:
    return [round(float(value), 4) for value in values]
