"""Runs of a batch: each row of its files is recorded once, with its grade or with the reason why it has none."""

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct, structs
from sqlite_utils import Database

from grader.calibration import Calibration
from grader.errors import LogError, UnknownRunError
from grader.grading import Graded
from grader.judging import Provenance
from grader.log.bulk import Records
from grader.log.damage import part_of_run
from grader.log.locking import writing
from grader.log.records import Record, Row
from grader.log.store import LAST, insert, keep_calibration

State = Literal["started", "resumed", "stopped", "failed", "finished"]

PAGE = 256
"""Rows read at once: no reading stays open that would keep SQLite from tidying up its write-ahead log."""


class InputFile(Struct, frozen=True):
    """A file of answers as it was named, and the SHA-256 of its bytes."""

    name: str
    sha256: str


class Run(Struct, frozen=True, kw_only=True):
    """A batch: `rows` of `files`, which lay in `directory`, to be graded with these options and models."""

    id: str
    created: str
    directory: str
    files: tuple[InputFile, ...]
    rows: int
    options: dict[str, Any]
    provenance: Provenance
    calibration: str


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

    def add(self, position: int, attempt: int, *, failed: bool) -> None:
        """Note a row that is in the log, with its last attempt."""
        missing = position + 1 - len(self._failed)
        self._attempts.extend([0] * missing)
        self._failed.extend(bytes(max(missing, 0)))
        self._attempts[position] = attempt
        self._failed[position] = failed

    def attempts(self, position: int) -> int:
        """How often the row was tried."""
        return self._attempts[position] if position < len(self._attempts) else 0

    def failed(self, position: int) -> bool:
        """Whether it could not be graded the last time."""
        return position < len(self._failed) and bool(self._failed[position])

    @property
    def count(self) -> int:
        """How many rows are in the log."""
        return len(self._attempts) - self._attempts.count(0)

    @property
    def failures(self) -> int:
        """How many of them could not be graded."""
        return self._failed.count(1)


def begin(db: Database, run: Run, calibration: Calibration) -> None:
    """Write down a run before its first row."""
    row = structs.asdict(run) | {
        name: msgspec.json.encode(getattr(run, name)).decode() for name in ("files", "options", "provenance")
    }
    with writing(db):
        keep_calibration(db, calibration)
        db.table("runs").insert(row)
        _note(db, run.id, "started", run.created)


def note(db: Database, run: Run, state: State, when: datetime) -> None:
    """Write down what became of a run."""
    with writing(db):
        _note(db, run.id, state, when.isoformat(timespec="seconds"))


def _note(db: Database, run_id: str, state: State, when: str) -> None:
    db.table("run_events").insert({"run_id": run_id, "created": when, "state": state})


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


def find_run(db: Database, name: str, files: Sequence[str] = ()) -> Run:
    """The run with that id, or beginning of one, or "last": the newest one, of these files if any are named.

    Raises UnknownRunError, and LogError, naming the run, when what is stored of it is damaged.
    """
    row = _row_of(db, name, files)
    with part_of_run(str(row["id"]), "row"):
        decoded = {part: msgspec.json.decode(row[part]) for part in ("files", "options", "provenance")}
        return msgspec.convert(row | decoded, Run)


def _row_of(db: Database, name: str, files: Sequence[str]) -> Row:
    pattern = "%" if name == LAST else name.lower() + "%" if name.isalnum() else ""
    found = list(db.table("runs").rows_where("id like ?", [pattern], order_by="rowid desc"))
    if name == LAST:
        named = sorted(files)
        found = [row for row in found if not files or sorted(_names(row)) == named][:1]
    if not found:
        of = f" of {', '.join(files)}" if files else ""
        which = f"no run{of}" if name == LAST else f"no run {name!r}"
        raise UnknownRunError(f"there is {which} in the log", "'grader log runs' lists them")
    if len(found) > 1:
        raise UnknownRunError(f"{name!r} begins the ids of several runs", "give more digits of the id")
    return found[0]


def _names(row: Row) -> list[str]:
    with part_of_run(str(row["id"]), "files"):
        return [file.name for file in msgspec.json.decode(row["files"], type=list[InputFile])]


def recorded(db: Database, run: Run) -> Recorded:
    """Which rows of the run are in the log."""
    found = Recorded()
    for row in db.execute(
        "select position, attempt, error is not null from run_row_list where run_id = ? order by position", [run.id]
    ):
        found.add(row[0], row[1], failed=bool(row[2]))
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


def run_listing(db: Database, limit: int | None = None) -> Iterator[Row]:
    """Rows of the view `run_list`, newest first."""
    yield from db.view("run_list").rows_where(order_by="number desc", limit=limit)


def unfinished_run_of(db: Database, hashes: Sequence[str]) -> str | None:
    """The id of the newest run of files with these SHA-256 that is not finished, if there is one."""
    for row in db.query(
        "select runs.id, runs.files, run_list.state from runs join run_list on run_list.id = runs.id "
        "where state != 'finished' order by runs.rowid desc"
    ):
        with part_of_run(str(row["id"]), "files"):
            files = msgspec.json.decode(row["files"], type=list[InputFile])
        if [file.sha256 for file in files] == list(hashes):
            return str(row["id"])
    return None
