"""Labelled answers -> examples: signals of key points beside what people said of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import structs

from grader.coverage import Status
from grader.evaluation.graded_rows import RatedAnswer
from grader.evaluation.rated import RatedRow
from grader.grading import Graded, Grader
from grader.labelled import LabelledAnswer
from grader.observation import observe, prepare
from grader.remembering import RememberingEncoder
from grader.segmentation import segment
from grader.signals import Signals
from grader.training.rows import grade_rows
from grader.training.unrated import references, strangers
from rubric import Question

STATEMENTS = 1
"""Wordings, and counter-statements, per key point that are graded as answers of one sentence. More of them make
the fit sure of near copies and less able with free wording."""

SOURCE_WEIGHT = 2000.0
"""What all examples of one data set weigh together."""

Observed = tuple[RatedAnswer, Graded]
"""An answer that people scored, and its grade."""

_SAYING: dict[str, Status] = {"wordings": "covered", "counter_statements": "contradicted"}


@dataclass(frozen=True, slots=True)
class Example:
    """One key point in front of one answer, and what is known about it."""

    question_id: str
    signals: Signals
    label: Status


@dataclass(frozen=True, slots=True)
class PlainExample:
    """The same where people gave scores: how far the key point is covered, 0 to 1, and what the example weighs."""

    source: str
    signals: Signals
    target: float
    weight: float


def from_answers(rows: Sequence[LabelledAnswer], graded: Iterable[Graded]) -> list[Example]:
    """The labelled key points of answers that have been graded."""
    return [
        Example(row.question_id, reading.signals, row.labels[reading.id])
        for row, one in zip(rows, graded, strict=True)
        for reading in one.observation.key_points
        if reading.id in row.labels
    ]


def from_rubrics(grader: Grader, bank: Sequence[Question], rows: Sequence[LabelledAnswer]) -> list[Example]:
    """What needs no rater: reference answers, answers to other topics' questions, and the rubrics' own statements."""
    answers = [*references(bank), *strangers(bank, rows)]
    statements = [example for question in bank for example in _statements(grader, question)]
    return [*from_answers(answers, grade_rows(grader, bank, answers)), *statements]


def from_scores(source: str, measured: Sequence[Observed]) -> list[PlainExample]:
    """Key points of answers that people scored; without labels of their own, each has the score's share.

    The examples of one source weigh `SOURCE_WEIGHT` together, however many they are.
    """
    found = [(signals, target, 1 / len(targets)) for targets in map(_targets, measured) for signals, target in targets]
    total = sum(weight for _, _, weight in found)
    return [PlainExample(source, signals, target, SOURCE_WEIGHT * weight / total) for signals, target, weight in found]


def _targets(observed: Observed) -> list[tuple[Signals, float]]:
    answer, one = observed
    row, readings = answer.row, one.observation.key_points
    if answer.labels:
        return [
            (reading.signals, float(answer.labels[reading.id])) for reading in readings if reading.id in answer.labels
        ]
    return [(reading.signals, share_given(row)) for reading in readings]


def share_given(row: RatedRow) -> float:
    """The human score as a share of the highest score; a row that names none is taken to be out of 1."""
    return (row.human or 0.0) / (row.most or 1.0)


def _statements(grader: Grader, question: Question) -> Iterator[Example]:
    """The rubric's own statements, each as an answer to the rubric without it: near copies, right and reversed.

    People's answers hold few near copies, and most of those are reversals; without these examples the
    fit would take closeness itself for a bad sign.
    """
    embedder = RememberingEncoder(grader.encoder)
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
