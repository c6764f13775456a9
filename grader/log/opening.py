"""Opening the log file: WAL, time-outs, migrations with a copy first, and errors people can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from grader.errors import LogError
from grader.log.migrations import migrations

BUSY_SECONDS = 10.0
"""How long to wait for another program that is writing the log."""


@contextmanager
def open_log(path: Path, *, create: bool = True) -> Iterator[Database]:
    """The log's database, migrated to this program's schema; closed on leaving.

    Raises LogError when it cannot be opened, read or written, here or inside the block.
    """
    if not create and not path.exists():
        raise LogError(f"there is no log at {path} yet", "grade an answer first, or name another log with --db")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            connection.execute("pragma foreign_keys = on")
            db = Database(connection)
            _bring_up_to_date(db, path)
            yield db
        finally:
            connection.close()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system into LogErrors that name the log and the way out."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        remedy = next((way for sign, way in _REMEDIES.items() if sign in reason), _REMEDIES[""])
        raise LogError(f"the log {path} cannot be used: {reason}", remedy) from error


_REMEDIES = {
    "locked": "another program is writing it; close that program or try again",
    "readonly": "make the file and its folder writable, or name another log with --db",
    "Permission": "make the file and its folder writable, or name another log with --db",
    "not a database": "it is some other file; name another log with --db",
    "malformed": "it is damaged; put it aside, restore a copy, or name another log with --db",
    "full": "free some disk space and try again; what was reported as logged is safe",
    "": "check the path, or name another log with --db",
}


def _bring_up_to_date(db: Database, path: Path) -> None:
    applied = {migration.name for migration in migrations.applied(db)}
    if not applied and db.table_names():
        raise LogError(f"{path} is a database, but not a grader log", "name another log with --db")
    if newer := applied - _known():
        raise LogError(
            f"the log {path} was written by a newer version of grader (it knows {', '.join(sorted(newer))})",
            "upgrade grader, or name another log with --db",
        )
    if applied == _known():
        return
    if applied:
        _copy(db, path.with_name(path.name + ".before-upgrade"))
    else:
        db.conn.execute("pragma journal_mode = wal")
    db.conn.execute("begin immediate")  # of two programs that start at once, one waits and finds it done
    with db.conn:
        migrations.apply(db)


def _known() -> set[str]:
    """The names of all migrations this program has."""
    return {migration.name for migration in migrations.pending(Database(memory=True))}


def _copy(db: Database, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        db.conn.backup(copy)
