"""Several programs write one log: each takes the write lock at once, and waits for it."""

import glob
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from grader.errors import RunError

_RUN, _LOCK = ".run-", ".lock"

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


@contextmanager
def at_work(log: Path, run_id: str) -> Iterator[None]:
    """Be the only program at work on a run; the system forgets it when the program ends in whatever way.

    Raises RunError if another one is.
    """
    from filelock import FileLock, Timeout

    path = log.with_name(f"{log.name}{_RUN}{run_id}{_LOCK}")
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise RunError(
            f"another program is at work on run {run_id}", "let it finish, or stop it, then try again"
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):  # where an open file cannot be removed, an empty one stays
            path.unlink()
        lock.release()


def runs_at_work(log: Path) -> list[str]:
    """The ids of the runs of this log that programs are at work on."""
    from filelock import FileLock, Timeout

    busy = []
    for path in sorted(log.parent.glob(f"{glob.escape(log.name)}{_RUN}*{_LOCK}")):
        try:
            FileLock(path, timeout=0).acquire().__exit__(None, None, None)
        except Timeout:
            busy.append(path.name.removeprefix(log.name + _RUN).removesuffix(_LOCK))
    return busy
