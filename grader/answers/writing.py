"""Results out: answer level and key-point level, CSV (safe in a spreadsheet) and JSON Lines."""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any, Literal

from grader.answers.cells import csv_writer, neutral
from grader.answers.rows import AnswerRow, BadRow
from grader.grade import SCHEMA_VERSION
from grader.log.records import Record

_COLUMNS = {
    "answer": (
        "file line id grade_id candidate question_id points max_points percent band low high needs_review conditions "
        "feedback rubric_hash model version error"
    ).split(),
    "key_point": (
        "file line id grade_id candidate question_id key_point_id key_point weight status coverage points "
        "evidence start end"
    ).split(),
}

Row = dict[str, Any]
Result = tuple[AnswerRow, Record] | BadRow
"""What became of a row of an answer file."""

Level = Literal["answer", "key_point"]


class ResultWriter:
    """Writes results to an open text file, as CSV or JSON Lines, one row per answer or per key point.

    A file that was begun has its header already.
    """

    def __init__(self, file: IO[str], *, as_json: bool, level: Level, begun: bool = False) -> None:
        self._file = file
        self._as_json = as_json
        self._level = level
        self._csv = csv_writer(file, _COLUMNS[level])
        if not as_json and not begun:
            self._csv.writeheader()

    def write(self, result: Result) -> None:
        """Append what there is to say about one row."""
        for row in self._rows(result):
            if self._as_json:
                self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
            else:
                self._csv.writerow({name: neutral(value) for name, value in row.items()})

    def flush(self) -> None:
        """Hand what was written to the operating system."""
        self._file.flush()

    def _rows(self, result: Result) -> Iterable[Row]:
        if isinstance(result, BadRow):
            return [_error(result, nested=self._as_json)] if self._level == "answer" else []
        if self._level == "key_point":
            return _key_points(*result)
        return [_nested(*result) if self._as_json else _flat(*result)]


def _source(row: AnswerRow | BadRow) -> Row:
    return {"file": row.file, "line": row.line, "id": row.id}


def _nested(row: AnswerRow, record: Record) -> Row:
    return {**record.to_json(), "source": _source(row)}


def _flat(row: AnswerRow, record: Record) -> Row:
    low, high = record.grade.interval
    return {
        **_source(row),
        **record.to_json(),
        "low": low,
        "high": high,
        "needs_review": int(record.grade.needs_review),
        "conditions": " ".join(record.grade.conditions),
    }


def _key_points(row: AnswerRow, record: Record) -> Iterator[Row]:
    for point in key_point_rows(record):
        yield {**_source(row), **point}


def key_point_rows(record: Record) -> Iterator[Row]:
    """A row for each key point of a grade; `points` is what the machine gave."""
    for point in record.grade.key_points:
        yield {
            "grade_id": record.grade_id,
            "candidate": record.candidate,
            "question_id": record.grade.question_id,
            "key_point_id": point.id,
            "key_point": point.text,
            "weight": point.weight,
            "status": point.status,
            "coverage": point.coverage,
            "points": point.points,
            "evidence": point.evidence.text if point.evidence else None,
            "start": point.evidence.start if point.evidence else None,
            "end": point.evidence.end if point.evidence else None,
        }


def _error(row: BadRow, *, nested: bool) -> Row:
    if nested:
        return {"schema_version": SCHEMA_VERSION, "error": row.reason, "source": _source(row)}
    return {**_source(row), "error": row.reason}
