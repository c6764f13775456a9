"""Is the log whole? Every page, every reference, every row; each finding is a line a person can read."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlite_utils import Database

from grader.errors import LogError
from grader.log.bulk import Records
from grader.log.damage import part_of
from grader.log.runs import find_run
from grader.observation import Observation

MOST = 100
"""Findings of SQLite's own check that are listed."""


def findings(db: Database, seen: Callable[[], None] = lambda: None) -> Iterator[str]:
    """What is wrong with an open log, nothing if it is whole; `seen` is called for every grade that was looked at."""
    yield from _of_pages(db)
    yield from _of_references(db)
    yield from _of_grades(db, seen)
    yield from _of_runs(db)


def _of_pages(db: Database) -> Iterator[str]:
    for row in _each(db, f"pragma integrity_check({MOST})"):
        if isinstance(row, str) or row[0] != "ok":
            yield row if isinstance(row, str) else f"the file: {' '.join(str(row[0]).split())}"


def _of_references(db: Database) -> Iterator[str]:
    for row in _each(db, "pragma foreign_key_check"):
        yield row if isinstance(row, str) else f"{row[0]}, row {row[1]}: it refers to {row[2]} that are not there"


def _of_grades(db: Database, seen: Callable[[], None]) -> Iterator[str]:
    records = Records(db)
    for row in _each(db, "select id, observation from grades order by rowid"):
        if isinstance(row, str):
            yield row
            continue
        try:
            records.find([row[0]])
            with part_of(row[0], "observation"):
                msgspec.json.decode(row[1], type=Observation)
        except (LogError, sqlite3.DatabaseError) as error:
            yield error.problem if isinstance(error, LogError) else f"grade {row[0]}: {error}"
        seen()


def _of_runs(db: Database) -> Iterator[str]:
    for row in _each(db, "select id from runs"):
        try:
            if not isinstance(row, str):
                find_run(db, row[0])
        except (LogError, sqlite3.DatabaseError) as error:
            yield error.problem if isinstance(error, LogError) else f"run {row[0]}: {error}"
    for row in _each(db, "select run_id, position from run_rows where (grade_id is null) = (error is null)"):
        yield row if isinstance(row, str) else f"run {row[0]}, row {row[1]}: it needs either a grade or an error"
    for row in _each(db, "select id, rows, graded + failed from run_list where state = 'finished'"):
        if isinstance(row, str) or row[1] != row[2]:
            yield row if isinstance(row, str) else f"run {row[0]}: it is finished, but has {row[2]} of {row[1]} rows"


def _each(db: Database, sql: str) -> Iterator[tuple[Any, ...] | str]:
    """The rows of a query; in the end a finding if it cannot be read to its end."""
    try:
        yield from db.execute(sql)
    except sqlite3.DatabaseError as error:
        yield f"the file: {error} (on '{sql}')"
