"""Outputs that fail, words that are no words, streams that are not there: one line, no traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

REMEDY = "check its path, its permissions and the free space"

needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")


def shell(words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run words after "grader" in a shell."""
    command = f'"{sys.executable}" -c "from grader.cli import main; main(prog_name=\'grader\')" {words}'
    return subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


@needs_dev_full
@not_on_windows
@pytest.mark.parametrize("words", ["questions", "questions --json", "--help", "questions show lstm", "log path"])
def test_a_full_disk_is_one_line(words: str) -> None:
    done = shell(f"{words} > /dev/full")
    assert (done.returncode, done.stderr) == (
        1,
        f"Error: cannot write standard output: No space left on device; {REMEDY}\n",
    )


@pytest.mark.parametrize("words", [["questions", "--json"], ["--help"], ["log", "--help"], ["--version"]])
def test_a_closed_pipe_is_quiet(words: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    program = [sys.executable, "-c", "from grader.cli import main; main()", *words]
    done = subprocess.run(program, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


@not_on_windows
@pytest.mark.parametrize("words", ["questions >&-", "questions <&-", "grade lstm <&-", "practice <&-", "log 2>&-"])
def test_closed_streams_are_no_traceback(words: str, tmp_path: Path) -> None:
    done = shell(words, GRADER_DB=str(tmp_path / "log.db"), GRADER_MODEL="no-such-model")
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@not_on_windows
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("words", ["questions --rubrics", "questions show sky --rubrics", "questions --json --rubrics"])
def test_what_the_output_cannot_encode_is_escaped(tmp_path: Path, words: str, encoding: str) -> None:
    file = tmp_path / "sky.toml"
    file.write_text(
        'id = "sky"\nprompt = "Why \u4f60?"\ntopic = "nature"\nlevel = "basic"\nreference_answers = ["It is so."]\n'
        '[[key_points]]\nid = "a"\ntext = "It is blue."\nhint = "Look."\n',
        encoding="utf-8",
    )
    done = shell(f"{words} {file}", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert r"Why \u4f60?" in done.stdout


def test_words_that_are_not_utf8_are_refused(run: Run) -> None:
    done = run("grade", "lstm", "d\udce9j\udce0")
    assert (done.exit_code, done.stderr) == (
        2,
        "Error: argument 3 ('d\\udce9j\\udce0') is not UTF-8; write it in UTF-8\n",
    )


def test_variables_that_are_not_utf8_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_CANDIDATE", "d\udce9j\udce0")
    done = run("log")
    assert (done.exit_code, done.stderr) == (
        2,
        "Error: GRADER_CANDIDATE ('d\\udce9j\\udce0') is not UTF-8; write it in UTF-8\n",
    )


@pytest.mark.parametrize("db", ["", ":memory:", "./:memory:"])
def test_a_log_without_a_file_is_refused(run: Run, db: str) -> None:
    done = run("log", "--db", db)
    assert done.exit_code == 2
    assert f"{db!r} is no file; name the file of the log, or leave it out" in done.stderr


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("id", ["", "%", "_", "0%", "'"])
def test_an_id_that_could_match_any_grade_is_unknown(run: Run, id: str) -> None:
    for command in (["explain"], ["log", "show"]):
        done = run(*command, id)
        assert (done.exit_code, done.stderr) == (1, f"Error: no grade {id!r} in the log; 'grader log' lists them\n")


@pytest.mark.usefixtures("record")
def test_more_grades_than_can_be_counted_are_refused(run: Run) -> None:
    assert run("log", "--limit", "1000000000").exit_code == 0
    assert run("log", "--limit", str(2**63)).exit_code == 2
