"""`grader practice`: typed answers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.errors import LogError, ModelError

Run = Callable[..., Result]
ANSWER = "Two networks compete.\n.\n"


def logged(run: Run) -> list[dict[str, object]]:
    return json.loads(run("log", "--json").stdout)["grades"]


@pytest.mark.usefixtures("loaded")
def test_an_answer_is_typed_graded_and_logged(run: Run) -> None:
    done = run("practice", "gan", "-c", "Sample Ana", input="Two networks compete.\nThe generator makes fakes.\n.\n")
    assert done.exit_code == 0
    assert "Explain generative adversarial networks." in done.stdout
    assert "What would raise the score most" in done.stdout
    assert "Show the" not in done.stdout  # nobody is there to be asked
    assert "Sample Ana" in run("log").stdout


@pytest.mark.usefixtures("faked")
@pytest.mark.parametrize("typed", ["/skip\n/quit\n", "", "/skip\n", " \n.\n/quit\n"])
def test_skipping_and_quitting_grade_nothing(run: Run, typed: str) -> None:
    done = run("practice", "-n", "2", input=typed)
    assert done.exit_code == 0
    assert logged(run) == []


@pytest.mark.usefixtures("faked")
def test_what_was_missed_is_shown_to_whom_it_is_offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    assert "Think on: " in run("practice", "gan", input=ANSWER + "y\n").stdout
    assert "Think on: " not in run("practice", "gan", input=ANSWER + "\n").stdout


@pytest.mark.usefixtures("faked")
def test_the_end_of_the_input_stops(run: Run) -> None:
    assert run("practice", "-n", "3", input="").stdout.count("Question ") == 1


@pytest.mark.usefixtures("faked")
def test_an_empty_answer_is_a_question_skipped(run: Run) -> None:
    done = run("practice", "-n", "2", input=".\n")
    assert "No answer: the question is skipped." in done.stdout
    assert "Question 2 of 2" in done.stdout


@pytest.mark.usefixtures("faked")
def test_a_log_that_cannot_be_opened_is_known_before_anything_is_typed(run: Run, db: Path) -> None:
    db.write_text("no database" * 1000)
    done = run("practice", "gan", input=ANSWER)
    assert done.exit_code == 1
    assert "Question" not in done.stdout


@pytest.mark.usefixtures("faked")
def test_a_grade_that_cannot_be_logged_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LogError("the log is full", "make room")

    monkeypatch.setattr("grader.log.store.append", fail)
    done = run("practice", "-n", "2", input=ANSWER + ANSWER)
    assert done.exit_code == 0
    assert done.stdout.count("What would raise the score most") == 2
    assert done.stderr.count("Not logged: the log is full; make room\n") == 2


def test_an_answer_is_shown_again_when_the_model_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ModelError("there is no model", "get one")

    monkeypatch.setattr("grader.embedding.load_encoder", fail)
    done = run("practice", "gan", input=ANSWER)
    assert done.exit_code == 1
    assert "It was:\nTwo networks compete.\n" in done.stdout
    assert done.stderr.endswith("Error: there is no model; get one\n")


@pytest.mark.usefixtures("faked")
@pytest.mark.parametrize(
    ("editor", "reason"),
    [
        ("false", "false: Editing failed"),
        ("/no/such/editor", "/no/such/editor: Editing failed"),
        ("true", "nothing was saved"),
        ("{python} {script}", "what it saved is not UTF-8"),
    ],
)
def test_an_editor_that_fails_leaves_the_typed_lines(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str, reason: str
) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1]).write_bytes(b'd\\xe9j\\xe0')\n")
    monkeypatch.setenv("VISUAL", editor.format(python=sys.executable, script=script))
    done = run("practice", "gan", input="Two networks compete.\n/edit\nOne judges.\n.\n")
    assert done.exit_code == 0
    assert f"Not edited: {reason}" in done.stderr
    assert json.loads(run("log", "show", "last", "--json").stdout)["answer"] == "Two networks compete.\nOne judges."


FAKED_AT_A_TERMINAL = """
import sys

from grader.cli import main
from grader.errors import AnswerError

class FakeGrader:
    judge = None

    def grade(self, question, answer):
        raise AnswerError(f"{len(answer)} characters came", "as they were typed")

sys.modules["grader.cli.practice"].load_grader = lambda models, judge: FakeGrader()
main(["practice", "gan", "--no-log"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_a_terminal_cuts_no_long_line() -> None:
    import pty

    pytest.importorskip("readline")
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", FAKED_AT_A_TERMINAL], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    read_until(ours, b"> ")
    written = memoryview(b"x" * 20_000 + b"\r.\r")
    seen = b""
    while written:
        written = written[os.write(ours, written[:1000]) :]
        seen += os.read(ours, 100_000)
    seen += read_until(ours, b"typed")
    assert program.wait(30) == 0
    os.close(ours)
    assert b"20000 characters came" in seen


def read_until(terminal: int, sign: bytes) -> bytes:
    seen = b""
    while sign not in seen:
        seen += os.read(terminal, 100_000)
    return seen


def test_an_unknown_topic_names_the_topics(run: Run) -> None:
    done = run("practice", "--topic", "cooking")
    assert done.exit_code == 2
    assert "topics are foundations" in done.stderr
