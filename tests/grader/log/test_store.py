"""Grades go in and come out the same, and stay."""

import sqlite3
from pathlib import Path

import pytest

from grader.errors import UnknownGradeError
from grader.explaining import differences
from grader.grading import Graded
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.store import Filters, find, listing


def test_a_grade_comes_out_as_it_went_in(db: Path, record: Record, graded: Graded) -> None:
    with open_log(db) as log:
        logged = find(log, record.grade_id or "")
    assert logged.record == record
    assert logged.question == graded.question
    assert logged.observation == graded.observation


@pytest.mark.parametrize("name", ["last", "beginning"])
def test_a_grade_is_found_by_the_beginning_of_its_id_and_as_the_last(db: Path, record: Record, name: str) -> None:
    with open_log(db) as log:
        assert find(log, "last" if name == "last" else str(record.grade_id)[:6]).record == record


def test_an_unknown_id_says_what_to_do(db: Path, record: Record) -> None:
    assert record.grade_id
    with open_log(db) as log, pytest.raises(UnknownGradeError) as caught:
        find(log, "zzzz")
    assert str(caught.value) == "no grade 'zzzz' in the log; 'grader log' lists them"


@pytest.mark.parametrize("table", ["grades", "key_points", "rubrics", "calibrations"])
def test_what_was_logged_cannot_be_changed(db: Path, record: Record, table: str) -> None:
    assert record.grade_id
    with open_log(db) as log, pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        log.conn.execute(f"update {table} set rowid = rowid")  # noqa: S608 - a fixed list of names
    with sqlite3.connect(db) as raw:
        assert raw.execute("select count(*) from grades").fetchone() == (1,)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 1),
        (Filters(candidate="Sample Ana"), 1),
        (Filters(candidate="Sample Ben"), 0),
        (Filters(question="sky", topic="nature"), 1),
        (Filters(since="2026-11-23"), 0),
        (Filters(below=0), 0),
    ],
)
def test_filters_must_all_hold(db: Path, record: Record, filters: Filters, count: int) -> None:
    assert record.grade_id
    with open_log(db) as log:
        assert len(list(listing(log, filters))) == count


def test_the_grade_follows_from_what_is_stored(db: Path, record: Record) -> None:
    assert record.grade_id
    with open_log(db) as log:
        assert differences(find(log, "last")) == []


def test_the_view_of_key_points_quotes_the_answer(db: Path, record: Record) -> None:
    with open_log(db) as log:
        rows = list(log.query("select key_point_id, status, evidence from key_point_list"))
    quotes = [point.evidence.text if point.evidence else None for point in record.grade.key_points]
    assert [row["evidence"] for row in rows] == quotes


@pytest.mark.parametrize("column", ["candidate", "created", "version", "model", "weights_hash", "device"])
def test_what_no_number_follows_from_is_not_verified(db: Path, record: Record, column: str) -> None:
    assert record.grade_id
    with open_log(db) as log:
        log.execute("drop trigger grades_append_only")
        log.execute(f"update grades set {column} = 'another'")  # noqa: S608 - a fixed list of names
        assert differences(find(log, "last")) == []
