"""`grader log runs`, `check`, `backup` and `salvage`."""

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.salvaging import TABLES

Run = Callable[..., Result]
PAGE = 4096


@pytest.fixture
def batches(run: Run, tmp_path: Path, faked: None) -> Path:  # noqa: ARG001 - a fixture is asked for by its name
    """A log with a batch of 200 rows that is finished."""
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(json.dumps({"question_id": "gan", "answer": f"Number {n}."}) + "\n" for n in range(200)))
    assert run("batch", file, "-o", tmp_path / "out.csv").exit_code == 0
    return file


def damage(db: Path, pages: list[int]) -> None:
    with closing(sqlite3.connect(db)) as raw:
        raw.execute("pragma wal_checkpoint(truncate)")
    data = bytearray(db.read_bytes())
    chance = random.Random(0)
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    db.write_bytes(data)


def pages_of(db: Path, table: str) -> list[int]:
    """Pages of a table that are not its root, from 0."""
    with closing(sqlite3.connect(db)) as raw:
        return [row[0] - 1 for row in raw.execute("select pageno from dbstat where name = ? and path != '/'", [table])]


def test_runs_are_listed(run: Run, batches: Path) -> None:
    [row] = json.loads(run("log", "runs", "--json").stdout)["runs"]
    assert {name: row[name] for name in ("state", "files", "rows", "graded", "failed", "model")} == {
        "state": "finished", "files": str(batches), "rows": 200, "graded": 200, "failed": 0, "model": "fake",
    }  # fmt: skip
    assert run("log", "runs", "--csv").stdout.splitlines()[0] == (
        "id,started,state,finished,files,rows,graded,failed,model,version"
    )
    assert row["id"] in run("log", "runs").stdout


@pytest.mark.usefixtures("record")
def test_no_runs_is_no_error(run: Run) -> None:
    done = run("log", "runs")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No batch was run yet.\n")


@pytest.mark.usefixtures("batches")
def test_a_whole_log_passes_its_check(run: Run, db: Path) -> None:
    done = run("log", "check")
    assert (done.exit_code, done.stdout) == (0, f"{db}: 200 grades, nothing wrong\n")
    found = {"schema_version": 1, "log": str(db), "grades": 200, "findings": []}
    assert json.loads(run("log", "check", "--json").stdout) == found


@pytest.mark.parametrize(
    ("edit", "finding"),
    [
        ("update grades set observation = 'x' where rowid = 3", "is damaged in the log, in its observation"),
        ("update key_points set status = 'x' where rowid = 3", "is damaged in the log, in its row: Invalid enum value"),
        ("delete from rubrics", "it refers to rubrics that are not there"),
        ("delete from run_rows where position = 7", "it is finished, but has 199 of 200 rows"),
        ("update run_rows set error = 'x' where position = 7", "row 7: it needs either a grade or an error"),
        ("update runs set options = 'x'", "is damaged in the log, in its row: JSON is malformed"),
    ],
)
@pytest.mark.usefixtures("batches")
def test_what_was_changed_is_found(run: Run, db: Path, edit: str, finding: str) -> None:
    with closing(sqlite3.connect(db)) as raw, raw:
        for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            raw.execute(f"drop trigger {name}")
        raw.execute(edit)
    done = run("log", "check")
    assert done.exit_code == 1
    assert finding in done.stdout
    assert "restore a copy, or save what can be read with 'grader log salvage'" in done.stderr


def test_a_backup_is_a_whole_log_in_one_file(run: Run, db: Path, record: Record, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(db)) as writer:
        writer.execute("begin immediate")  # others may write meanwhile
        done = run("log", "backup", copy)
    assert (done.exit_code, done.stderr) == (0, f"1 grades copied to {copy}\n")
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]
    assert json.loads(run("log", "show", "last", "--json", "--db", copy).stdout)["grade_id"] == record.grade_id


@pytest.mark.usefixtures("record")
def test_a_backup_replaces_no_file_unless_told_to(run: Run, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    done = run("log", "backup", copy)
    assert (done.exit_code, done.stderr) == (
        1,
        f"Error: {copy} exists; name another file, or replace it with --force\n",
    )
    assert copy.read_text() == "precious"
    assert run("log", "backup", copy, "--force").exit_code == 0
    assert run("log", "backup", db, "--force").stderr == f"Error: {db} exists; name another file\n"


@pytest.mark.usefixtures("faked", "batches")
@pytest.mark.parametrize("table", ["grades", "key_points", "run_rows"])
def test_what_can_be_read_of_a_damaged_log_is_saved(run: Run, db: Path, tmp_path: Path, table: str) -> None:
    pages = pages_of(db, table)
    damage(db, pages[len(pages) // 2 :][:1])
    assert run("log", "check").exit_code == 1
    saved = run("log", "salvage", tmp_path / "saved.db", "--json")
    assert saved.exit_code == 1
    tables = {row["table"]: row for row in json.loads(saved.stdout)["tables"]}
    assert 0 < tables[table]["lost"] < 150
    assert all(row["saved"] > 0 for row in tables.values() if row["saved"] + row["lost"])
    assert run("log", "check", "--db", tmp_path / "saved.db").exit_code == 0
    [listed] = json.loads(run("log", "runs", "--json", "--db", tmp_path / "saved.db").stdout)["runs"]
    assert (listed["state"], listed["graded"]) == ("stopped", tables["run_rows"]["saved"])
    before = (tmp_path / "out.csv").read_text()
    (tmp_path / "out.csv").unlink()
    done = run("batch", "--resume", "--db", tmp_path / "saved.db")
    assert done.exit_code == 0, done.output
    after = (tmp_path / "out.csv").read_text()
    assert [line.split(",")[4:8] for line in after.splitlines()] == [
        line.split(",")[4:8] for line in before.splitlines()
    ]


@pytest.mark.usefixtures("batches")
def test_a_whole_log_is_saved_whole(run: Run, tmp_path: Path) -> None:
    saved = run("log", "salvage", tmp_path / "saved.db")
    assert saved.exit_code == 0
    assert saved.stdout.splitlines() == [
        "rubrics: 1 saved, 0 lost",
        "calibrations: 1 saved, 0 lost",
        "grades: 200 saved, 0 lost",
        "key_points: 1200 saved, 0 lost",
        "runs: 1 saved, 0 lost",
        "run_events: 2 saved, 0 lost",
        "run_rows: 200 saved, 0 lost",
        "regrades: 0 saved, 0 lost",
        "reviews: 0 saved, 0 lost",
        "review_key_points: 0 saved, 0 lost",
        "confidences: 0 saved, 0 lost",
        "group_members: 0 saved, 0 lost",
        "erasures: 0 saved, 0 lost",
        "judge_replies: 0 saved, 0 lost",
    ]


@pytest.mark.usefixtures("batches")
def test_a_log_whose_table_of_contents_is_gone_says_what_else_there_is(run: Run, db: Path, tmp_path: Path) -> None:
    damage(db, [0])
    done = run("log", "salvage", tmp_path / "saved.db")
    assert done.exit_code == 1
    assert "nothing of the log can be read" in done.stderr
    assert "'sqlite3 FILE .recover' may find more" in done.stderr


def test_every_table_of_the_log_is_salvaged(db: Path) -> None:
    with open_log(db) as log:
        assert {name for name in log.table_names() if "migrations" not in name} == set(TABLES)
