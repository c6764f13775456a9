"""`grader candidate`: who is in the log, all about one person, and forgetting them."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlite_utils import Database

from grader.llm_judge.replies import Reply
from grader.llm_judge.request import request_for
from grader.log.candidates import everything_of
from grader.log.checking import findings
from grader.log.confidences import insert_confidences
from grader.log.erasing import erase
from grader.log.judge_replies import RepliesInLog
from grader.log.locking import at_work, writing
from grader.log.opening import open_log
from rubric import Question
from tests.scripted_judge import ScriptedModel, says

Run = Callable[..., Result]

NAME, OTHER = "Sample Quentin", "Sample Ana"
ANSWERS = "A generator makes xylophones.", "Two networks quarrel about zebras."
REASON = "Quentin said quixotic things."
NOBODY = {"rubrics", "calibrations", "runs", "run_events", "erasures"}
"""Tables that hold nothing of a candidate."""

SECRETS = (NAME, "xylophones", "zebras", "quixotic", "row-of-quentin")


@pytest.fixture
def people(run: Run, tmp_path: Path, db: Path, faked: None, scripted: ScriptedModel) -> Path:  # noqa: ARG001 - asked for by name
    """A log with a judged batch of two people, one of whom has a review, a confidence, and a place in a group."""
    scripted.script = says("covered")
    file = tmp_path / "answers.csv"
    file.write_text(
        "id,question_id,candidate,answer\n"
        f"row-of-quentin-1,gan,{NAME},{ANSWERS[0]}\n"
        f"a1,gan,{OTHER},A discriminator judges.\n"
        f"row-of-quentin-2,lstm,{NAME},{ANSWERS[1]}\n"
    )
    judged = ("--judge", "scripted", "--judge-all")
    assert run("batch", file, "-o", tmp_path / "out.csv", *judged).exit_code == 0
    first = listed(run, NAME)[0]["id"]
    assert run("review", "add", first, "--points", "1", "--reason", REASON, "--reviewer", "Sample Kim").exit_code == 0
    assert run("group", "add", "spring", NAME, OTHER).exit_code == 0
    with open_log(db) as log, writing(log):
        insert_confidences(log, [(first, 70.0)])
    return file


def listed(run: Run, name: str) -> list[dict]:
    return json.loads(run("log", "list", "-c", name, "--json").stdout)["grades"]


def regrade(db: Path, name: str) -> None:
    """Write that the person's last grade is a later one of the same answer as the first."""
    with open_log(db) as log:
        first, *_, last = [row[0] for row in log.execute("select id from grades where candidate = ?", [name])]
        log.table("regrades").insert({"grade_id": last, "first_id": first})


def traces(folder: Path) -> list[str]:
    """Files of the log and the cache that hold something of the person."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".csv"]
    return [f"{path.name}: {secret}" for path in files for secret in SECRETS if secret.encode() in path.read_bytes()]


@pytest.mark.usefixtures("people")
def test_people_are_listed(run: Run) -> None:
    rows = json.loads(run("candidate", "--json").stdout)["candidates"]
    assert [(row["candidate"], row["answers"], row["reviews"]) for row in rows] == [(OTHER, 1, 0), (NAME, 2, 1)]
    assert run("candidate", "list", "--csv").stdout.splitlines()[0] == "candidate,answers,reviews,first,last"


@pytest.mark.usefixtures("record")
def test_who_is_only_in_a_group_is_listed_and_forgotten(run: Run) -> None:
    run("group", "add", "spring", NAME)
    assert NAME in run("candidate").stdout
    assert run("candidate", "forget", NAME, "--yes").exit_code == 0
    assert NAME not in run("candidate").stdout


@pytest.mark.usefixtures("people")
def test_everything_about_a_person_is_exported(run: Run, tmp_path: Path) -> None:
    document = json.loads(run("candidate", "export", NAME).stdout)
    assert [grade["answer"] for grade in document["grades"]] == list(ANSWERS)
    assert document["grades"][0]["question"].startswith("Explain generative adversarial networks")
    assert document["grades"][0]["observation"]["facts"]
    assert {point["status"] for point in document["grades"][0]["key_points"]}
    assert [review["reason"] for review in document["reviews"]] == [REASON]
    assert [row["row_id"] for row in document["batch_rows"]] == ["row-of-quentin-1", "row-of-quentin-2"]
    assert document["groups"] == ["spring"]
    assert [row["confidence"] for row in document["confidences"]] == [70.0]
    asked = [grade["judge"]["request"] for grade in document["grades"]]
    assert [row["request"] for row in document["judge_replies"]] == asked
    assert "xylophones" in document["judge_replies"][0]["reply"]
    assert OTHER not in json.dumps(document)

    assert run("candidate", "export", NAME, "-o", tmp_path / "q.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "q.zip") as archive:
        packed = json.loads(archive.read("candidate.json"))
    assert packed | {"exported": None} == document | {"exported": None}
    done = run("candidate", "export", NAME, "-o", tmp_path / "q.zip")
    assert (done.exit_code, done.stderr) == (
        1, f"Error: {tmp_path / 'q.zip'} exists; name another file, or replace it with --force\n",
    )  # fmt: skip


@pytest.mark.usefixtures("people")
def test_a_dry_run_erases_nothing(run: Run) -> None:
    done = run("candidate", "forget", NAME, "--dry-run")
    assert done.stdout == f"{NAME}: 2 answers, 2 grades, 1 reviews, 2 rows of batches, 1 places in groups\n"
    assert len(listed(run, NAME)) == 2


@pytest.mark.usefixtures("people")
def test_without_a_terminal_it_asks_to_be_told(run: Run) -> None:
    done = run("candidate", "forget", NAME)
    assert done.exit_code == 2
    assert "say --dry-run to see what would be erased, or --yes to erase it" in done.stderr


@pytest.mark.usefixtures("people")
def test_nothing_of_who_was_forgotten_is_left(run: Run, db: Path, tmp_path: Path) -> None:
    regrade(db, NAME)
    with closing(sqlite3.connect(db)) as reader:  # it keeps the write-ahead log in being
        reader.execute("select count(*) from grades").fetchone()
        assert traces(tmp_path)
        done = run("candidate", "forget", NAME, "--yes")
        assert done.exit_code == 0, done.output
        assert done.stdout == f"{NAME}: 1 answers, 2 grades, 1 reviews, 2 rows of batches, 1 places in groups\n"
        assert done.stderr == (
            "Erased. Copies of the log, files of answers, and results written elsewhere were not reached.\n"
        )
        assert (db.parent / "log.db-wal").exists()
        assert traces(tmp_path) == []
    assert traces(tmp_path) == []
    with open_log(db) as log:
        assert list(findings(log)) == []
        noted = log.execute("select what, grades, reviews, batch_rows from erasures").fetchall()
    assert noted == [("erased", 2, 1, 2), ("swept", None, None, None)]
    assert len(listed(run, OTHER)) == 1
    assert json.loads(run("log", "runs", "--json").stdout)["runs"][0]["state"] == "finished"
    again = run("candidate", "forget", NAME, "--yes")
    assert (again.exit_code, again.stderr) == (
        1, f"Error: no answer of {NAME!r} in the log; did you mean {OTHER!r}?\n",
    )  # fmt: skip


@pytest.mark.usefixtures("people")
def test_a_reply_on_which_no_grade_rests_goes_with_whoever_is_forgotten_first(
    run: Run, db: Path, sky: Question
) -> None:
    asked = request_for("scripted", sky, ANSWERS[1], ["blue"])  # and then the program was stopped
    RepliesInLog(db).keep(asked, "scripted", Reply(text=f"It says: {ANSWERS[1]}"))
    assert run("candidate", "forget", NAME, "--yes").exit_code == 0
    assert RepliesInLog(db).of(asked) == ()
    with open_log(db) as log:
        [[left]] = log.execute("select count(*) from judge_replies where request in"
                               " (select json_extract(judge, '$.request') from grades)").fetchall()  # fmt: skip
    assert left == 1  # of the other person


@pytest.mark.usefixtures("people")
def test_every_table_is_known_to_export_and_erasing_or_holds_nobody(db: Path) -> None:
    """A new table with something of a candidate belongs into everything_of and erase; another one into NOBODY."""
    with open_log(db) as log:
        tables = set(log.table_names()) - {"_sqlite_migrations"}
        with doing(log, sqlite3.SQLITE_READ) as read:
            everything_of(log, NAME, datetime.now(UTC))
        with doing(log, sqlite3.SQLITE_DELETE) as deleted:
            erase(log, db, NAME, datetime.now(UTC))
    assert deleted & tables == tables - NOBODY
    assert read >= tables - NOBODY


@contextmanager
def doing(log: Database, action: int) -> Iterator[set[str]]:
    """The tables with which SQLite is asked to do that in the block."""
    found: set[str] = set()

    def note(done: int, table: str | None, *_: str | None) -> int:
        if done == action and table:
            found.add(table)
        return sqlite3.SQLITE_OK

    log.conn.set_authorizer(note)
    yield found
    log.conn.set_authorizer(None)


@pytest.mark.usefixtures("people")
def test_what_cannot_be_reached_is_named(run: Run, db: Path) -> None:
    shutil.copy(db, db.with_name("log.db.before-upgrade"))
    run("grade", "gan", "I agree with Sample Quentin.", "-c", OTHER)
    done = run("candidate", "forget", NAME, "--yes")
    assert "log.db.before-upgrade is a copy from before an upgrade; delete it, too." in done.stderr
    assert "The name still stands in answers of others (1)." in done.stderr


@pytest.mark.usefixtures("people")
def test_a_row_that_was_erased_is_not_graded_again(run: Run, tmp_path: Path) -> None:
    run("candidate", "forget", NAME, "--yes")
    done = run("batch", "--resume", "--retry-failed", "-o", tmp_path / "again.csv")
    assert done.exit_code == 0, done.output
    assert "1 of 3 rows graded" in done.stderr
    assert listed(run, NAME) == []
    written = (tmp_path / "again.csv").read_text()
    assert written.count("erased: its candidate was forgotten") == 2
    assert "zebras" not in written


@pytest.mark.usefixtures("people")
def test_nobody_is_forgotten_while_a_batch_is_at_work(run: Run, db: Path) -> None:
    with at_work(db, "beef"):
        done = run("candidate", "forget", NAME, "--yes")
    assert done.exit_code == 1
    assert done.stderr == (
        f"Error: batch beef is at work on this log, and may be grading answers of {NAME!r}; let it finish, or stop it "
        "with Ctrl-C, then try again\n"
    )
    assert len(listed(run, NAME)) == 2


def test_an_unfinished_batch_is_named(run: Run, people: Path, tmp_path: Path) -> None:
    assert run("batch", people, "--limit", "1", "-o", tmp_path / "part.csv").exit_code == 0
    [run_id] = [
        row["id"] for row in json.loads(run("log", "runs", "--json").stdout)["runs"] if row["rows"] > row["graded"]
    ]
    done = run("candidate", "forget", NAME, "--yes")
    assert f"Batch {run_id} is not finished; to resume it would grade what else its files have." in done.stderr
    refused = run("batch", "--resume", run_id)  # what was written holds the person, and is not this run's any more
    assert "was changed since; name another file with -o (or -k), or replace it with --force" in refused.stderr
    assert run("batch", "--resume", run_id, "--force").exit_code == 0
    assert [row["question_id"] for row in listed(run, NAME)] == ["lstm"]  # the row that was not graded yet


@pytest.mark.usefixtures("people")
def test_a_reader_in_the_way_is_named_and_the_sweep_made_up_for(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.log.opening.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(db, isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from grades").fetchone()
        done = run("candidate", "forget", NAME, "--yes")
        assert done.exit_code == 1
        assert "may hold traces of them: another program uses it; close that program, then give" in done.stderr
    assert run("candidate", "forget", NAME, "--yes").exit_code == 1  # nobody of that name is left
    assert traces(tmp_path) == []
