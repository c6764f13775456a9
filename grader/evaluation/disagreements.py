"""The answers on which grader and people are farthest apart, to be read by a person."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from grader.coverage import Status
from grader.evaluation.measuring import Measured, scores_of

BEGINNING = 240
"""Characters of an answer that are shown."""


class PointVerdict(Struct, frozen=True, kw_only=True):
    """What the grader made of a key point, the words it went by, and a person's label (0, 1, None: not labelled)."""

    text: str
    status: Status
    coverage: float
    evidence: str | None
    label: int | None


class Disagreement(Struct, frozen=True, kw_only=True):
    """Both scores, on the scale of the data set's figures; `where` is file and line, `answer` the beginning."""

    where: str
    id: str | None
    question: str
    answer: str
    human: float
    predicted: float
    key_points: tuple[PointVerdict, ...]


def farthest(measured: Sequence[Measured], count: int) -> list[Disagreement]:
    """So many answers with a human score, the farthest apart first; ties stand in the order of the file."""
    scores = scores_of(measured)
    scored = [one for one in measured if one.answer.row.human is not None]
    order = np.argsort(-np.round(np.abs(scores.predicted - scores.human), 9), kind="stable")[:count]
    return [_disagreement(scored[at], float(scores.human[at]), float(scores.predicted[at])) for at in order]


def _disagreement(one: Measured, human: float, predicted: float) -> Disagreement:
    row = one.answer.row
    return Disagreement(
        where=one.answer.where,
        id=None if row.id is None else str(row.id),
        question=one.answer.question.prompt,
        answer=_beginning(row.answer),
        human=human,
        predicted=predicted,
        key_points=tuple(
            PointVerdict(
                text=point.text,
                status=point.status,
                coverage=point.coverage,
                evidence=_beginning(point.evidence.text) if point.evidence else None,
                label=one.answer.labels.get(point.id),
            )
            for point in one.grade.key_points
        ),
    )


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[: BEGINNING - 1].rstrip()}\u2026"
