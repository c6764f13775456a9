"""`grader explain` and `grader log`, over a log written by the fake."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from msgspec import structs

from grader.grading import Grader
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.store import append
from rubric import KeyPoint, Question

Run = Callable[..., Result]


def test_verify_accepts_what_was_logged(run: Run, record: Record) -> None:
    done = run("explain", str(record.grade_id)[:8], "--verify")
    assert done.exit_code == 0
    assert done.stdout.endswith("Verified: recomputing from the log gives the same grade.\n")


def test_verify_finds_a_tampered_score(run: Run, record: Record, db: Path) -> None:
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("drop trigger grades_append_only")
        raw.execute("update grades set percent = 99")
    done = run("explain", "last", "--verify")
    assert done.exit_code == 1
    assert f"DIFFERS: percent: stored 99.0, recomputed {record.grade.percent}" in done.stdout.replace("\n", " ")


def test_the_parts_add_up_to_the_score(run: Run, record: Record) -> None:
    parts = json.loads(run("explain", "last", "--json").stdout)
    earned = sum(
        part["credit"] * point["weight"] for part, point in zip(parts["computation"], parts["key_points"], strict=True)
    )
    assert earned == pytest.approx(record.grade.points, abs=0.01)


def test_the_log_lists_what_was_graded(run: Run, record: Record) -> None:
    listed = json.loads(run("log", "--json").stdout)
    assert [row["id"] for row in listed["grades"]] == [record.grade_id]
    table = run("log", "list", "--csv").stdout.splitlines()
    assert table[1].split(",")[:4] == [record.grade_id, "2026-11-22T12:00:00+00:00", "Sample Ana", "sky"]


def test_a_logged_grade_is_shown_as_it_was(run: Run, record: Record) -> None:
    shown = json.loads(run("log", "show", "last", "--json").stdout)
    assert shown == {**json.loads(json.dumps(record.to_json())), "newest_grade_id": record.grade_id, "review": None}


def test_the_log_says_where_it_is(run: Run, db: Path) -> None:
    assert run("log", "path").stdout == f"{db}\n"


def test_no_log_yet_is_no_traceback(run: Run, db: Path) -> None:
    done = run("log")
    assert (done.exit_code, done.stderr) == (
        1,
        f"Error: there is no log at {db} yet; grade an answer first, or name another log with --db\n",
    )


def test_a_reversal_is_shown_kept_and_computed_again(run: Run, db: Path, fake_grader: Grader, sky: Question) -> None:
    plain = structs.replace(
        sky, key_points=(KeyPoint(id="blue", text="The sky is blue by day.", hint="Which colour?"),)
    )
    found = fake_grader.grade(plain, "It is so. The sky is not blue by day.")
    with open_log(db) as log:
        append(log, [found], [None], datetime(2026, 11, 24, tzinfo=UTC), fake_grader.calibration)
    [point] = json.loads(run("log", "show", "last", "--json").stdout)["key_points"]
    assert (point["status"], point["evidence"]["text"]) == ("contradicted", "The sky is not blue by day.")
    assert point["reversal"] == "says 'not blue' where the rubric says 'blue'"
    assert "it says 'not blue' where the rubric says 'blue'" in run("log", "show", "last").stdout
    done = run("explain", "last", "--verify")
    assert "reversed: says 'not blue' where the rubric says 'blue'" in " ".join(done.stdout.split())
    assert done.stdout.endswith("Verified: recomputing from the log gives the same grade.\n")
