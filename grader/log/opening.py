"""Opening the log file: WAL, time-outs, migrations with a copy first, and errors people can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from grader.errors import LogError
from grader.log.locking import use_wal, writing
from grader.log.migrations import migrations

BUSY_SECONDS = 10.0
"""How long to wait for another program that is writing the log."""

_OPENING = (sqlite3.Error, OSError)
"""What goes wrong while the log is opened; afterwards an OSError is another file's."""


@contextmanager
def open_log(path: Path, *, create: bool = True) -> Iterator[Database]:
    """The log's database, migrated to this program's schema; closed on leaving.

    Raises LogError when it cannot be opened, and for an error of SQLite inside the block. Other
    errors of the block are not the log's.
    """
    if not create and not path.exists():
        raise LogError(f"there is no log at {path} yet", "grade an answer first, or name another log with --db")
    with _explained(path, _OPENING):
        path.parent.mkdir(parents=True, exist_ok=True)
    with _explained(path), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = full")  # what is committed stays, even if the power fails
        db = Database(connection)
        with _explained(path, _OPENING):
            _bring_up_to_date(db, path, create=create)
        _check_whole(db, path)
        yield db


@contextmanager
def _explained(path: Path, kinds: tuple[type[Exception], ...] = (sqlite3.Error,)) -> Iterator[None]:
    """Turn errors of these kinds into LogErrors that name the log and the way out."""
    try:
        yield
    except kinds as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        remedy = next((way for sign, way in _REMEDIES.items() if sign in reason), _REMEDIES[""])
        raise LogError(f"the log {path} cannot be used: {' '.join(reason.split())}", remedy) from error


_REMEDIES = {
    "locked": "another program is writing it; close that program or try again",
    "readonly": "make the file and its folder writable, or name another log with --db",
    "Permission": "make the file and its folder writable, or name another log with --db",
    "not a database": "it is some other file; name another log with --db",
    "decode": "it is damaged; put it aside, restore a copy, or name another log with --db",
    "malformed": "it is damaged; restore a copy, or save what can be read with 'grader log salvage'",
    "full": "free some disk space and try again; what was reported as logged is safe",
    "": "check the path, or name another log with --db",
}


def _bring_up_to_date(db: Database, path: Path, *, create: bool) -> None:
    there = _names(db)  # before what was applied: another program may create the log between the two
    applied = _applied(db)
    if there and not applied:
        raise LogError(f"{path} is a database, but not a grader log", "name another log with --db")
    if not there and not create:
        raise LogError(f"the log {path} is empty", "grade an answer first, or name another log with --db")
    if newer := applied - _known():
        raise LogError(
            f"the log {path} was written by a newer version of grader (it knows {', '.join(sorted(newer))})",
            "upgrade grader, or name another log with --db",
        )
    if applied == _known():
        return
    if not applied:
        use_wal(db, BUSY_SECONDS)
    with writing(db):  # of two programs that start at once, one waits and finds it done
        if _applied(db) not in (set(), _known()):
            _copy(path, copy_before_upgrade(path))
        migrations.apply(db)


def copy_before_upgrade(path: Path) -> Path:
    """Where the copy lies that an upgrade of the log at `path` leaves."""
    return path.with_name(path.name + ".before-upgrade")


def _check_whole(db: Database, path: Path) -> None:
    """Raises LogError when a table or view of the schema was dropped."""
    if gone := _schema() - _names(db):
        raise LogError(
            f"the log {path} is damaged: it has no {' and no '.join(sorted(gone))}",
            "restore a copy, or name another log with --db",
        )


def _names(db: Database) -> set[str]:
    return {*db.table_names(), *db.view_names()}


def _applied(db: Database) -> set[str]:
    return {migration.name for migration in migrations.applied(db)}


@cache
def _known() -> frozenset[str]:
    """The names of all migrations this program has."""
    with closing(Database(memory=True)) as empty:
        return frozenset(migration.name for migration in migrations.pending(empty))


@cache
def _schema() -> frozenset[str]:
    """The names of all tables and views of a log."""
    with closing(Database(memory=True)) as whole:
        migrations.apply(whole)
        return frozenset(_names(whole))


def _copy(path: Path, target: Path) -> None:
    """Copy what was committed; read by a second connection, for the first is writing."""
    with closing(sqlite3.connect(path)) as log, closing(sqlite3.connect(target)) as copy:
        log.backup(copy)
