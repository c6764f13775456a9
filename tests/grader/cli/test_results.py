"""`grader batch`: where its results go, and what is left when it fails. The fake grades."""

import csv
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE

import pytest
from click.testing import Result

from grader.errors import LogError, ModelError

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("faked")
ROW = {"question_id": "gan", "answer": "Two networks compete."}


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.jsonl"
    file.write_text((json.dumps(ROW) + "\n") * 100)
    return file


def fail_after(windows: int, monkeypatch: pytest.MonkeyPatch, writer: str = "grader.batch.recording.record") -> None:
    """Let the log fail once it has taken so many windows of rows."""
    module, name = writer.rsplit(".", 1)
    append = getattr(importlib.import_module(module), name)
    counted = []

    def failing(*args: object) -> object:
        if len(counted) >= windows:
            raise LogError("the log is full", "make room")
        counted.append(1)
        return append(*args)

    monkeypatch.setattr(writer, failing)


def test_inputs_are_not_overwritten(run: Run, answers: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(answers)
    before = answers.read_text()
    for options in (["-o", answers], ["-o", link], ["-k", tmp_path / "." / "answers.jsonl"]):
        done = run("batch", answers, *options, "--force")
        assert done.exit_code == 2
        assert "is an input or an output already; name another file" in done.stderr
    assert answers.read_text() == before


def test_two_outputs_are_two_files(run: Run, answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run("batch", answers, "-o", out, "-k", out).exit_code == 2
    assert not out.exists()


@pytest.mark.parametrize("name", ["out", "out.xlsx", "out.csv.gz"])
def test_an_output_says_its_format(run: Run, answers: Path, tmp_path: Path, name: str) -> None:
    done = run("batch", answers, "-o", tmp_path / name)
    assert done.exit_code == 2
    assert "give the output a name that ends in .csv, .jsonl, .ndjson, .json" in done.stderr


def test_a_field_is_mapped_once(run: Run, answers: Path) -> None:
    done = run("batch", answers, "--map", "answer=a", "--map", "answer=b")
    assert done.exit_code == 2
    assert "'answer' is mapped twice; name one column" in done.stderr


def test_old_results_are_replaced_at_the_end_only(
    run: Run, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    out.chmod(0o640)
    assert run("batch", answers, "-o", out, "--force").exit_code == 0
    assert len(out.read_text().splitlines()) == 100
    assert S_IMODE(out.stat().st_mode) == 0o640
    out.write_text("old")
    fail_after(2, monkeypatch)
    assert run("batch", answers, "-o", out, "--force").exit_code == 1
    assert out.read_text() == "old"
    assert list(tmp_path.glob(".*")) == []


def test_a_run_that_fails_keeps_the_rows_it_has_and_leaves_no_stub(
    run: Run, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_after(2, monkeypatch)  # of 8 rows, and of 16
    out = tmp_path / "out.csv"
    assert run("batch", answers, "-o", out).exit_code == 1
    with out.open(newline="") as file:
        assert len(list(csv.DictReader(file))) == 24
    out.unlink()
    points = tmp_path / "points.csv"
    done = run("batch", answers, "-o", out, "-k", points)
    assert done.exit_code == 1
    assert "0 of 100 rows graded, logged in " in done.stderr
    assert done.stderr.endswith("Error: the log is full; make room\n")
    assert not out.exists()
    assert not points.exists()


def test_no_output_is_touched_before_log_and_model_are_there(
    run: Run, answers: Path, tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ModelError("there is no model", "get one")

    out = tmp_path / "out.csv"
    monkeypatch.setattr("grader.embedding.load_encoder", fail)
    assert run("batch", answers, "-o", out).exit_code == 1
    db.unlink()
    db.write_text("no database" * 1000)
    done = run("batch", answers, "-o", out)
    assert "the log" in done.stderr  # before the model
    assert not out.exists()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_output_that_cannot_be_written_is_one_line(
    run: Run, answers: Path, tmp_path: Path, force: list[str]
) -> None:
    long, nowhere = tmp_path / ("n" * 300 + ".csv"), tmp_path / "no" / "out.csv"
    for out, reason in ((long, "File name too long"), (nowhere, "No such file or directory")):
        done = run("batch", answers, "-o", out, *force)
        assert (done.exit_code, done.stderr) == (
            1,
            f"Error: cannot write {out}: {reason}; check its path, its permissions and the free space\n",
        )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_names_the_output(run: Run, answers: Path, tmp_path: Path) -> None:
    full = tmp_path / "full.csv"
    full.symlink_to("/dev/full")
    done = run("batch", answers, "-o", tmp_path / "out.csv", "-k", full, "--force")
    assert done.exit_code == 1
    assert done.stderr.endswith(
        f"Error: cannot write {full}: No space left on device; check its path, its permissions and the free space\n"
    )
    assert not (tmp_path / "out.csv").exists()


def test_one_grade_that_cannot_be_logged_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_after(0, monkeypatch, "grader.log.store.append")
    done = run("grade", "gan", "Two networks compete.", "--json")
    assert (done.exit_code, done.stderr) == (1, "Error: the log is full; make room\n")
    assert json.loads(done.stdout)["grade_id"] is None


def test_the_log_is_opened_before_the_model(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.embedding.load_encoder", None)
    db.write_text("no database" * 1000)
    done = run("grade", "gan", "Two networks compete.")
    assert done.exit_code == 1
    assert "not a database" in done.stderr


def test_an_answer_in_another_encoding_is_read_when_it_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes("d\xe9j\xe0 vu".encode("latin-1"))
    for words in (["-f", file], ["-"]):
        done = run("grade", "gan", *words, "--encoding", "latin-1", "-n", "--json", input=file.read_bytes())
        assert json.loads(done.stdout)["answer"] == "d\xe9j\xe0 vu"
