"""A damaged log -> a new one, with whatever can still be read and belongs together."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlite_utils import Database

from grader.errors import LogError
from grader.log.bulk import Records
from grader.log.locking import writing
from grader.log.opening import open_log

TABLES = (
    "rubrics",
    "calibrations",
    "grades",
    "key_points",
    "runs",
    "run_events",
    "run_rows",
    "regrades",
    "reviews",
    "review_key_points",
    "confidences",
    "group_members",
    "erasures",
    "judge_replies",
)
"""Those a row refers to come before those that refer."""

BEYOND = 100_000
"""How far to look for rows where nothing says how many there are."""

FROM_BYTES = "it is damaged beyond this; 'sqlite3 FILE .recover' may find more"


class Salvaged(Struct, frozen=True):
    """How many rows of a table were saved, and how many were there and are lost."""

    table: str
    saved: int
    lost: int


def salvage(source: Path, target: Path) -> list[Salvaged]:
    """Write to a new log whatever of a damaged one can be read and belongs together.

    Raises LogError when nothing can be read.
    """
    with closing(sqlite3.connect(source)) as damaged, open_log(target) as new:
        new.conn.execute("pragma foreign_keys = off")  # what refers to something lost goes in the end
        with writing(new):
            lost = {table: _copy_table(damaged, new, table) for table in TABLES}
            copied = {table: new.table(table).count for table in TABLES}
            _drop_broken(new)
            saved = {table: new.table(table).count for table in TABLES}
            new.execute(_GO_ON)
    return [Salvaged(table, saved[table], lost[table] + copied[table] - saved[table]) for table in TABLES]


def _copy_table(damaged: sqlite3.Connection, new: Database, table: str) -> int:
    """Copy the rows that can be read. Returns how many could not."""
    try:
        there = [row[1] for row in damaged.execute(f"pragma table_info({table})")]
    except sqlite3.DatabaseError as error:
        raise LogError(f"nothing of the log can be read ({error})", FROM_BYTES) from error
    columns = [name for name in there if name in new.table(table).columns_dict]
    if not columns:  # of an older log
        return 0
    marks = ", ".join("?" * len(columns))
    insert = f"insert or ignore into {table} ({', '.join(columns)}) values ({marks})"  # noqa: S608 - names of ours
    lost = 0
    for row in _readable(damaged, table, columns):
        if row is None:
            lost += 1
            continue
        try:
            new.conn.execute(insert, row)
        except sqlite3.Error:  # what no column of the table takes
            lost += 1
    return lost


def _readable(damaged: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...] | None]:
    """The rows that can be read, in their order, and None for each that cannot."""
    after = f"select rowid, {', '.join(columns)} from {table} where rowid > ? order by rowid"  # noqa: S608 - as above
    last = _last(damaged, table)
    at = 0
    while at < last:
        try:
            for row in damaged.execute(after, [at]):
                at = row[0]
                yield row[1:]
            at = last
        except sqlite3.DatabaseError:
            at += 1  # the next look begins behind the row that could not be read
            yield None


def _last(damaged: sqlite3.Connection, table: str) -> int:
    """The highest number of a row, from the table, or from an index if the table's end is damaged."""
    indexes = [f"indexed by {row[1]}" for row in _quietly(damaged, f"pragma index_list({table})")]
    for by in ("not indexed", *indexes):
        for row in _quietly(damaged, f"select max(rowid) from {table} {by}"):  # noqa: S608 - as above
            return int(row[0] or 0)
    return BEYOND


def _quietly(damaged: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    try:
        return damaged.execute(sql).fetchall()
    except sqlite3.DatabaseError:
        return []


def _drop_broken(new: Database) -> None:
    """Drop grades that do not decode, and what refers to something that is not there."""
    records = Records(new)
    for (id,) in new.execute("select id from grades").fetchall():
        if not _decodes(records, id):
            new.execute("delete from grades where id = ?", [id])
    for statement in _DROP_ORPHANS:
        new.execute(statement)


def _decodes(records: Records, id: str) -> bool:
    try:
        records.find([id])
    except (LogError, sqlite3.DatabaseError):
        return False
    return True


_DROP_ORPHANS = (
    "delete from key_points where grade_id not in (select id from grades)",
    "delete from runs where calibration not in (select hash from calibrations)",
    "delete from run_events where run_id not in (select id from runs)",
    "delete from run_rows where run_id not in (select id from runs)",
    "delete from run_rows where grade_id not in (select id from grades)",
    "delete from run_rows where (grade_id is null) = (error is null)",
    "delete from regrades where grade_id not in (select id from grades) or first_id not in (select id from grades)",
    "delete from reviews where first_id not in (select id from grades) or grade_id not in (select id from grades)",
    "delete from reviews where withdraws not in (select id from reviews)",
    "delete from review_key_points where review_id not in (select id from reviews)",
    "delete from confidences where first_id not in (select id from grades)",
)

_GO_ON = """
insert into run_events (run_id, created, state)
select id, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), 'stopped' from runs
where rows > (select count(*) from run_row_list where run_id = runs.id)
"""
"""Runs that lost rows are stopped, not finished."""
