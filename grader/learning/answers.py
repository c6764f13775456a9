"""Files of labelled or scored answers to one question -> what a coach says of each key point."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.answers.reading import read_cells
from grader.answers.rows import BadRow, Source
from grader.coverage import STATUSES, Status
from grader.errors import AnswerError, LabelError
from grader.evaluation.rated import RatedRow, read_row
from grader.grading import check_answer
from grader.labelled import deserved
from grader.legible import has_surrogate
from rubric import Question

FORM = "docs/training.md shows the form"

WRITTEN: dict[str, Status] = {
    **{status: status for status in STATUSES},
    "1": "covered",
    "1.0": "covered",
    "0.5": "partial",
    "0": "missing",
    "0.0": "missing",
}
"""How a status may be written in a cell."""

WRITERS = ("writer", "candidate")
"""Columns that say whose answer it is; one person's answers are left out together."""

RENAMED = {"points": "score", "max_points": "score_max"}
"""What 'grader review export' calls a score."""


@dataclass(frozen=True, slots=True)
class Taught:
    """An answer with what a coach said of it.

    labels  a status per key point, by id; those not looked at are absent
    share   the whole answer's share of the points, 0 to 1; None where it follows from nothing
    """

    answer: str
    labels: dict[str, Status]
    share: float | None
    writer: str


def taught(question: Question, answer: str, labels: dict[str, Status], writer: str, share: float | None) -> Taught:
    """The answer, where labels of all key points say what it deserves, and full marks that it covers all."""
    ids = {point.id for point in question.key_points}
    if labels.keys() >= ids:
        share = deserved(question, labels)
    elif share == 1 and not labels:
        labels = dict.fromkeys(ids, "covered")
    return Taught(answer, labels, share, writer)


def read_taught(path: Path, question: Question) -> list[Taught]:
    """The labelled and scored answers to a question in a file, in order, each text once.

    Rows of other questions, and of exported reviews those that nobody reviewed, are passed over. Raises
    AnswerFileError or LabelError, naming file and line, for a file or row that cannot be used.
    """
    found: dict[str, Taught] = {}
    for line, cells in read_cells(Source(path, question_id=question.id)):
        where = f"{path}:{line}"
        if isinstance(cells, BadRow):
            raise LabelError(f"{where}: {cells.reason}", "mend or remove the row")
        named = {str(name).strip().lower(): value for name, value in cells.items()}
        if _is_meant(named, question):
            row = _taught({name: value for name, value in named.items() if value not in ("", None)}, question, where)
            found.setdefault(_same(row.answer), row)
    if not found:
        raise LabelError(f"{path} holds no answers to {question.id!r}", FORM)
    return list(found.values())


def _is_meant(cells: Mapping[str, Any], question: Question) -> bool:
    asked = str(cells.get("question_id") or question.id)
    reviewed = bool(cells["review_id"]) if "review_id" in cells else True
    return reviewed and asked in (question.id, str(question.number))


def _taught(cells: Mapping[str, Any], question: Question, where: str) -> Taught:
    labels = _labels(cells, question, where)
    plain = {RENAMED.get(name, name): value for name, value in cells.items()}
    row = read_row({**plain, "labels": labels} if labels else plain, where)
    labels = dict(row.labels or {id: WRITTEN[str(value)] for id, value in row.point_labels.items()})
    _check(row, labels, question, where)
    writer = next((f"{name} {cells[name]}" for name in WRITERS if name in cells), _same(row.answer))
    share = None if row.human is None or row.most is None else row.human / row.most
    if share is None and not labels:
        raise LabelError(f"{where}: its score has no score_max, and no key point is labelled", FORM)
    return taught(question, row.answer, labels, writer, share)


def _labels(cells: Mapping[str, Any], question: Question, where: str) -> dict[str, Status]:
    """Labels in a column per key point, or in one column as 'grader review' writes them: "ID=STATUS ID=STATUS"."""
    pairs = [pair.partition("=")[::2] for pair in str(cells.get("key_points", "")).split()]
    pairs += [(point.id, str(cells[point.id])) for point in question.key_points if point.id in cells]
    for id, status in pairs:
        if status.strip().lower() not in WRITTEN:
            known = ", ".join(STATUSES)
            raise LabelError(f"{where}: {status!r} is no status of {id!r}", f"write one of {known}")
    return {id: WRITTEN[status.strip().lower()] for id, status in pairs}


def _check(row: RatedRow, labels: Mapping[str, Status], question: Question, where: str) -> None:
    known = {point.id for point in question.key_points}
    for id in labels:
        if id not in known:
            raise LabelError(
                f"{where}: it labels {id!r}, which is no key point of {question.id!r}",
                f"its key points are {', '.join(sorted(known))}",
            )
    if has_surrogate(row.answer):
        raise LabelError(f"{where}: it holds half of a character (a lone surrogate)", "mend or remove the row")
    try:
        check_answer(row.answer)
    except AnswerError as error:
        raise LabelError(f"{where}: {error.problem}", error.remedy) from error


def _same(answer: str) -> str:
    """What texts have in common that differ in spaces and case only."""
    return " ".join(answer.split()).lower()
