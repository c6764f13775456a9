"""Programs that write one log at the same time wait for each other."""

import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from grader.calibration import shipped
from grader.errors import LogError
from grader.grading import Graded
from grader.log import opening
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.store import append

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SPAWN = multiprocessing.get_context("spawn")
MOMENT, LONG = 0.5, 60


class Together:
    """Where the processes of a pool wait until all are there."""

    barrier: Barrier


def meet(at: Barrier) -> None:
    Together.barrier = at


def open_once(db: Path) -> int:
    Together.barrier.wait(LONG)
    with open_log(db) as log:
        return log.table("grades").count


def append_often(db: Path, graded: Graded, times: int) -> int:
    Together.barrier.wait(LONG)
    for _ in range(times):
        with open_log(db) as log:
            append(log, [graded], [None], NOW, shipped())
    return times


def at_once(processes: int, work: Callable[..., int], *arguments: object) -> list[int]:
    """What so many processes return that begin the same work together."""
    start = (SPAWN.Barrier(processes),)
    with ProcessPoolExecutor(processes, mp_context=SPAWN, initializer=meet, initargs=start) as pool:
        waiting = [pool.submit(work, *arguments) for _ in range(processes)]
        return [done.result(LONG) for done in waiting]


def hold(db: Path, held: threading.Event, release: threading.Event) -> None:
    with closing(sqlite3.connect(db)) as other:
        other.execute("begin immediate")
        held.set()
        release.wait(MOMENT)


def test_appending_waits_for_a_log_that_is_locked(db: Path, record: Record, graded: Graded) -> None:
    assert record.grade_id
    held = threading.Event()
    holder = threading.Thread(target=hold, args=(db, held, threading.Event()))
    with open_log(db) as log:
        holder.start()
        held.wait()
        append(log, [graded], [None], NOW, shipped())
        assert log.table("grades").count == 2
    holder.join()


def test_appending_waits_no_longer_than_it_may(
    db: Path, record: Record, graded: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert record.grade_id
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(db)) as other:
        other.execute("begin immediate")
        with pytest.raises(LogError, match="database is locked; another program is writing it"), open_log(db) as log:
            append(log, [graded], [None], NOW, shipped())


def test_grades_that_cannot_all_be_written_are_not_written(db: Path, record: Record, graded: Graded) -> None:
    assert record.grade_id
    with open_log(db) as log:
        log.execute("create trigger full before insert on key_points begin select raise(abort, 'full'); end")
        with pytest.raises(sqlite3.IntegrityError, match="full"):
            append(log, [graded], [None], NOW, shipped())
        assert log.table("grades").count == 1


def test_two_processes_append_to_one_log(db: Path, record: Record, graded: Graded) -> None:
    assert record.grade_id
    assert at_once(2, append_often, db, graded, 30) == [30, 30]
    with open_log(db) as log:
        assert log.table("grades").count == 61


def test_six_processes_open_one_new_log(db: Path) -> None:
    assert at_once(6, open_once, db) == [0] * 6


def test_a_new_log_that_stays_locked_says_so(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(db)) as other:
        other.execute("begin exclusive")
        with pytest.raises(LogError, match="database is locked; another program is writing it"), open_log(db):
            pass
