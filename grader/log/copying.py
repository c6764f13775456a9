"""A copy of the log, also while others write it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from grader.errors import LogError


def backup(db: Database, target: Path) -> None:
    """Copy all that is committed to `target`, one file, which is checked and then put in its place at once.

    Raises LogError when the copy is not whole.
    """
    beside = target.with_name(f".{target.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as copy:
            db.conn.backup(copy)
            copy.execute("pragma journal_mode = delete")
            [found] = copy.execute("pragma quick_check(1)").fetchone()
            if found != "ok":
                raise LogError(f"the log is damaged: {found}", "save what can be read with 'grader log salvage'")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
