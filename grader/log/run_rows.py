"""Rows of a run: each is recorded once, with its grade or with the reason why it has none."""

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from grader.calibration import Calibration
from grader.errors import LogError
from grader.grading import Graded
from grader.log.bulk import Records
from grader.log.damage import part_of_run
from grader.log.locking import writing
from grader.log.records import Record, Row
from grader.log.runs import Run
from grader.log.store import insert

ERASED = "erased: its candidate was forgotten"
"""Stands for the reason of a row that had a grade, and is not to be graded again."""

PAGE = 256
"""Rows read at once: no reading stays open that would keep SQLite from tidying up its write-ahead log."""


_ERASED = 2


class RunRow(Struct, frozen=True, kw_only=True):
    """A row of a run: its place among all rows, in its file, and why it was not graded, if it was not."""

    position: int
    file: str
    line: int
    id: str | None
    error: str | None = None


class Recorded:
    """Which rows of a run are in the log. Two bytes and one a row, so that a million of them are no matter."""

    def __init__(self) -> None:
        self._attempts = array("H")
        self._failed = bytearray()

    def add(self, position: int, attempt: int, *, failed: bool, erased: bool = False) -> None:
        """Note a row that is in the log, with its last attempt."""
        missing = position + 1 - len(self._failed)
        self._attempts.extend([0] * missing)
        self._failed.extend(bytes(max(missing, 0)))
        self._attempts[position] = attempt
        self._failed[position] = _ERASED if erased else failed

    def attempts(self, position: int) -> int:
        """How often the row was tried."""
        return self._attempts[position] if position < len(self._attempts) else 0

    def failed(self, position: int) -> bool:
        """Whether it could not be graded the last time."""
        return position < len(self._failed) and self._failed[position] == 1

    @property
    def count(self) -> int:
        """How many rows are in the log."""
        return len(self._attempts) - self._attempts.count(0)

    @property
    def failures(self) -> int:
        """How many of them could not be graded."""
        return self._failed.count(1)

    @property
    def erasures(self) -> int:
        """How many had a grade that was erased."""
        return self._failed.count(_ERASED)


def record(
    db: Database,
    run: Run,
    rows: Sequence[tuple[RunRow, int]],
    graded: Sequence[Graded],
    candidates: Sequence[str | None],
    when: datetime,
    calibration: Calibration,
) -> list[Record]:
    """Write rows, each with its attempt, and the grades of those without an error: all in one transaction, or none.

    Returns the grades' records, in order. Raises LogError if one of the rows is there already.
    """
    with writing(db):
        records = insert(db, graded, candidates, when, calibration)
        ids = iter(records)
        kept = [_kept(run, row, attempt, None if row.error else next(ids).grade_id) for row, attempt in rows]
        try:
            db.conn.executemany(_INSERT, kept)
        except sqlite3.IntegrityError as error:
            raise LogError(
                f"rows of run {run.id} were recorded by another program meanwhile",
                f"let it finish, then see 'grader log runs' ('grader batch --resume {run.id}' goes on)",
            ) from error
    return records


_INSERT = (
    "insert into run_rows (run_id, position, attempt, file, line, row_id, grade_id, error) "
    "values (:run_id, :position, :attempt, :file, :line, :row_id, :grade_id, :error)"
)


def _kept(run: Run, row: RunRow, attempt: int, grade_id: str | None) -> Row:
    return {
        "run_id": run.id,
        "position": row.position,
        "attempt": attempt,
        "file": row.file,
        "line": row.line,
        "row_id": row.id,
        "grade_id": grade_id,
        "error": row.error,
    }


def recorded(db: Database, run: Run) -> Recorded:
    """Which rows of the run are in the log."""
    found = Recorded()
    for row in db.execute(
        "select position, attempt, error from run_row_list where run_id = ? order by position", [run.id]
    ):
        found.add(row[0], row[1], failed=row[2] is not None, erased=row[2] == ERASED)
    return found


def outcomes(db: Database, run: Run) -> Iterator[tuple[RunRow, Record | None]]:
    """The last word on every row that is in the log, in order: its record, or none if it could not be graded.

    Raises LogError, naming the grade and its part, when one is damaged.
    """
    records = Records(db)
    last = -1
    while page := list(
        db.query(
            "select position, file, line, row_id, grade_id, error from run_row_list "
            "where run_id = ? and position > ? order by position limit ?",
            [run.id, last, PAGE],
        )
    ):
        found = records.find([row["grade_id"] for row in page if row["grade_id"] is not None])
        for row in page:
            with part_of_run(run.id, f"row {row['position']}"):
                kept = {"id": row["row_id"], **{name: row[name] for name in ("position", "file", "line", "error")}}
                yield msgspec.convert(kept, RunRow), found[row["grade_id"]] if row["grade_id"] else None
        last = page[-1]["position"]


def failures(db: Database, run: Run) -> Iterator[RunRow]:
    """The rows that could not be graded, in order."""
    query = (
        "select position, file, line, row_id as id, error from run_row_list "
        "where run_id = ? and error is not null order by position"
    )
    for row in db.query(query, [run.id]):
        with part_of_run(run.id, f"row {row['position']}"):
            yield msgspec.convert(row, RunRow)


def rubrics_used(db: Database, run: Run) -> list[tuple[str, str]]:
    """Every question of the run's grades, with the hash of the rubric it was graded with."""
    return [
        (row[0], row[1])
        for row in db.execute(
            "select distinct grades.question_id, grades.rubric_hash "
            "from run_rows join grades on grades.id = run_rows.grade_id where run_rows.run_id = ?",
            [run.id],
        )
    ]
