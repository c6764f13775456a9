"""Runs go into the log and come out the same; each row is there once."""

import sqlite3
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from grader.errors import LogError, RunError, UnknownRunError
from grader.grading import Graded, Grader
from grader.log.locking import at_work
from grader.log.opening import open_log
from grader.log.run_rows import RunRow, outcomes, record, recorded
from grader.log.runs import InputFile, Run, begin, find_run, run_listing

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def begun(db: Path, fake_grader: Grader) -> Run:
    """A run of three rows that has begun."""
    run = Run(
        id="ab12",
        created=NOW.isoformat(),
        directory="somewhere",
        files=(InputFile("a.csv", "0" * 64),),
        rows=3,
        options={"model": "fake"},
        provenance=fake_grader.provenance,
        calibration=fake_grader.calibration.identity,
    )
    with open_log(db) as log:
        begin(log, run, fake_grader.calibration)
    return run


def row(position: int, error: str | None = None) -> RunRow:
    return RunRow(position=position, file="a.csv", line=position + 2, id=None, error=error)


def write(db: Path, run: Run, rows: list[tuple[RunRow, int]], graded: Graded, grader: Grader) -> list[str | None]:
    good = [graded for one, _ in rows if not one.error]
    with open_log(db) as log:
        records = record(log, run, rows, good, [None] * len(good), NOW, grader.calibration)
    return [one.grade_id for one in records]


def test_a_run_comes_out_as_it_went_in(db: Path, begun: Run) -> None:
    with open_log(db) as log:
        assert find_run(log, "last") == find_run(log, "AB") == find_run(log, "last", ["a.csv"]) == begun


@pytest.mark.parametrize(("name", "files"), [("zz", []), ("last", ["b.csv"])])
def test_a_run_there_is_not_says_so(db: Path, begun: Run, name: str, files: list[str]) -> None:
    assert begun
    with open_log(db) as log, pytest.raises(UnknownRunError, match=r"there is no run.* in the log; 'grader log runs'"):
        find_run(log, name, files)


def test_an_id_that_begins_several_is_not_enough(db: Path, begun: Run, fake_grader: Grader) -> None:
    with open_log(db) as log:
        begin(log, structs.replace(begun, id="ab34"), fake_grader.calibration)
        with pytest.raises(UnknownRunError, match="'ab' begins the ids of several runs; give more digits"):
            find_run(log, "ab")


def test_rows_come_out_with_their_grades_and_reasons(db: Path, begun: Run, graded: Graded, fake_grader: Grader) -> None:
    rows = [(row(0), 1), (row(1, "no question"), 1), (row(2), 1)]
    ids = write(db, begun, rows, graded, fake_grader)
    with open_log(db) as log:
        found = list(outcomes(log, begun))
        assert [kept for kept, _ in found] == [one for one, _ in rows]
        assert [one.grade_id if one else None for _, one in found] == [ids[0], None, ids[1]]
        assert found[0][1].grade == graded.grade
        done = recorded(log, begun)
        [listed] = run_listing(log)
    assert (done.count, done.failures, done.attempts(3)) == (3, 1, 0)
    assert (listed["state"], listed["graded"], listed["failed"], listed["files"]) == ("unfinished", 2, 1, "a.csv")


def test_the_last_attempt_counts(db: Path, begun: Run, graded: Graded, fake_grader: Grader) -> None:
    write(db, begun, [(row(0, "no question"), 1)], graded, fake_grader)
    [id] = write(db, begun, [(row(0), 2)], graded, fake_grader)
    with open_log(db) as log:
        [(kept, found)] = outcomes(log, begun)
        assert (kept.error, found.grade_id, recorded(log, begun).attempts(0)) == (None, id, 2)


def test_a_row_is_not_recorded_twice_nor_its_grade(db: Path, begun: Run, graded: Graded, fake_grader: Grader) -> None:
    write(db, begun, [(row(0), 1)], graded, fake_grader)
    with pytest.raises(LogError, match="rows of run ab12 were recorded by another program meanwhile"):
        write(db, begun, [(row(1), 1), (row(0), 1)], graded, fake_grader)
    with open_log(db) as log:
        assert (log.table("run_rows").count, log.table("grades").count) == (1, 1)


@pytest.mark.parametrize("table", ["runs", "run_events", "run_rows"])
def test_what_was_recorded_cannot_be_changed(
    db: Path, begun: Run, graded: Graded, fake_grader: Grader, table: str
) -> None:
    write(db, begun, [(row(0), 1)], graded, fake_grader)
    with open_log(db) as log, pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        log.conn.execute(f"update {table} set rowid = rowid")  # noqa: S608 - a fixed list of names


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        ("files = '[1]'", "in its files: Expected `object`, got `int`"),
        ("options = 'x'", "in its row: JSON is malformed"),
        ("""provenance = '{}'""", "in its row: Object missing required field"),
    ],
)
def test_a_damaged_run_is_named(db: Path, begun: Run, edit: str, problem: str) -> None:
    assert begun
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("drop trigger runs_append_only")
        raw.execute(f"update runs set {edit}")  # noqa: S608 - a fixed list of edits
    with open_log(db) as log, pytest.raises(LogError, match="run ab12 is damaged in the log") as caught:
        find_run(log, "last", ["a.csv"])
    assert problem in str(caught.value)


def test_one_program_at_a_time_works_on_a_run(db: Path) -> None:
    with ExitStack() as ours:
        ours.enter_context(at_work(db, "ab12"))
        ours.enter_context(at_work(db, "cd34"))
        with pytest.raises(RunError, match="another program is at work on run ab12; let it finish"):
            ours.enter_context(at_work(db, "ab12"))
    with at_work(db, "ab12"):
        pass
    assert list(db.parent.glob("*.lock")) == []
