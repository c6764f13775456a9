"""Runs: batches as the log knows them, each with its files, its options and what became of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct, structs
from sqlite_utils import Database

from grader.calibration import Calibration
from grader.errors import UnknownRunError
from grader.judging import Provenance
from grader.log.damage import part_of_run
from grader.log.locking import writing
from grader.log.records import Row
from grader.log.store import LAST, keep_calibration

State = Literal["started", "resumed", "stopped", "failed", "finished"]


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


def find_run(db: Database, name: str, files: Sequence[str] = ()) -> Run:
    """The run with that id, or beginning of one, or "last": the newest one, of these files if any are named.

    Raises UnknownRunError, and LogError, naming the run, when what is stored of it is damaged.
    """
    row = _row_of(db, name, files)
    with part_of_run(str(row["id"]), "row"):
        if not str(row["id"]).isalnum():  # a lock file is named after it
            raise ValueError("its id is none that was ever given")
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
