"""Answers and their key points as rows of a table: what counts, and what the machine gave."""

from collections.abc import Iterable, Iterator, Mapping

from grader.answers.writing import Level, Row, key_point_rows
from grader.coverage import Status
from grader.log.current import Attempt
from grader.log.records import Record

Columns = Mapping[str, "Kind"]
Kind = type[str] | type[float] | type[int]

_WORDS: dict[Level, str] = {
    "answer": (
        "grade_id first_id created candidate question_id topic level points max_points percent band low high "
        "needs_review conditions machine_points machine_max_points machine_percent machine_band reviewer reviewed "
        "reason feedback answer rubric_hash model engine version"
    ),
    "key_point": (
        "grade_id first_id created candidate question_id topic level key_point_id key_point weight status "
        "machine_status human_status coverage machine_points evidence start end"
    ),
}
_NUMBERS = (
    "points max_points percent low high machine_points machine_max_points machine_percent weight coverage"
).split()
_WHOLE = "needs_review start end".split()

COLUMNS: dict[Level, Columns] = {
    level: {name: float if name in _NUMBERS else int if name in _WHOLE else str for name in words.split()}
    for level, words in _WORDS.items()
}
"""The columns of a table, each with the kind of its values, any of which may be None."""

_OF_ATTEMPT = (
    "first_id created candidate question_id topic level points max_points percent band low high machine_points "
    "machine_max_points machine_percent machine_band reviewer reviewed reason"
).split()


def answer_row(attempt: Attempt, record: Record) -> Row:
    """The row of an answer; `record` is its newest grade."""
    grade = record.grade
    return {
        "grade_id": attempt.id,
        **{name: getattr(attempt, name) for name in _OF_ATTEMPT},
        "needs_review": int(attempt.needs_review),
        "conditions": " ".join(grade.conditions),
        **{name: getattr(grade, name) for name in ("feedback", "rubric_hash", "model", "engine", "version")},
        "answer": record.answer,
    }


def point_rows(attempt: Attempt, record: Record, said: Mapping[str, Status]) -> Iterator[Row]:
    """The rows of its key points; `said` has what a reviewer said of some, by id, which counts."""
    own = {name: getattr(attempt, name) for name in ("first_id", "created", "topic", "level")}
    for row in key_point_rows(record):
        human = said.get(row["key_point_id"])
        judged = {"status": human or row["status"], "machine_status": row["status"], "human_status": human}
        yield {**row, **own, **judged, "machine_points": row["points"]}


class Counted:
    """Rows on their way, and how many there were."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row
