"""Several programs write one log: each takes the write lock at once, and waits for it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

PAUSE = 0.02
"""Seconds between two attempts where SQLite itself does not wait."""


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """A transaction that holds the write lock from its beginning: all that happens in it, or nothing.

    A transaction that reads first and then wants to write gets an error at once, however long the time-out.
    """
    db.conn.execute("begin immediate")
    with db.conn:
        yield


def use_wal(db: Database, seconds: float) -> None:
    """Switch to write-ahead logging, waiting so long for other programs: SQLite does not, for this statement."""
    deadline = time.monotonic() + seconds
    while not _switched(db, last=time.monotonic() >= deadline):
        time.sleep(PAUSE)


def _switched(db: Database, *, last: bool) -> bool:
    try:
        db.conn.execute("pragma journal_mode = wal")
    except sqlite3.OperationalError as error:
        if last or "locked" not in str(error):
            raise
        return False
    return True
