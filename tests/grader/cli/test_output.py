"""What others wrote reaches the terminal as they wrote it, and does nothing there."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.cli.output import visible

Run = Callable[..., Result]

NASTY = "[/] a[i] [red]x[/red] :smile: \x1b[31mred\x07 \x9b2J"
SHOWN = r"[/] a[i] [red]x[/red] :smile: \x1b[31mred\x07 \x9b2J"
RUBRIC = """
id = "sky"
prompt = "Why? %s"
topic = "nature"
level = "basic"
reference_answers = ["The sky is blue. %s"]
follow_ups = ["And then? %s"]
[[key_points]]
id = "blue"
text = "The sky is blue. %s"
hint = "Which colour? %s"
"""


@pytest.fixture
def nasty_rubric(tmp_path: Path) -> Path:
    file = tmp_path / "sky.toml"
    file.write_text(RUBRIC.replace("%s", NASTY.replace("\x1b", "\\u001b").replace("\x07", "\\u0007")), encoding="utf-8")
    return file


def flat(text: str) -> str:
    return " ".join(text.split())


def test_controls_are_visible_and_lines_stay() -> None:
    assert visible("a\tb\r\nc\n\rd\x1b[0m\x7f\x9b") == "a\tb\nc\n\\x0dd\\x1b[0m\\x7f\\x9b"


@pytest.mark.parametrize(
    "command",
    [["questions"], ["questions", "show", "sky", "--answers"], ["grade", "sky", f"The sky is. {NASTY}", "-n"]],
)
@pytest.mark.usefixtures("faked")
def test_rubrics_and_answers_are_taken_literally(run: Run, nasty_rubric: Path, command: list[str]) -> None:
    done = run(*command, "--rubrics", nasty_rubric)
    assert done.exit_code == 0
    assert not {"\x1b", "\x07", "\x9b"} & set(done.stdout)
    assert SHOWN.replace(" ", "") in done.stdout.replace("\n", "").replace(" ", "")


@pytest.mark.usefixtures("faked")
def test_candidates_and_quotations_are_taken_literally(run: Run, nasty_rubric: Path) -> None:
    answer = f"Well,\r\nthe sky is blue {NASTY}."
    run("grade", "sky", answer, "-c", "[/]\x1b", "--rubrics", nasty_rubric)
    assert r"[/]\x1b" in run("log").stdout
    shown = run("log", "show", "last").stdout
    assert flat(f"the sky is blue {SHOWN}.") in flat(shown)
    for done in (shown, run("explain", "last").stdout, run("explain", "last", "--verify").stdout):
        assert "\x1b" not in done


@pytest.mark.usefixtures("faked")
def test_the_evidence_is_marked_where_it_stands(run: Run, nasty_rubric: Path) -> None:
    from grader.cli.render import highlighted
    from grader.log.opening import open_log
    from grader.log.store import find

    run("grade", "sky", "Well.\x1b Ah.\r\nThe sky is blue.", "--rubrics", nasty_rubric)
    with open_log(Path(run("log", "path").stdout.strip())) as log:
        record = find(log, "last").record
    text = highlighted(record.answer, record.grade)
    [marked] = text.spans
    assert text.plain[marked.start : marked.end].endswith("The sky is blue.")


def test_messages_do_not_steer_the_terminal(run: Run) -> None:
    for done in (
        run("grade", "lstm", "-f", "no\x1bfile"),
        run("log", "--no\x1boption"),
        run("questions", "show", "\x1b"),
    ):
        assert "\x1b" not in done.stderr
        assert "Error: " in done.stderr


@pytest.mark.usefixtures("faked")
def test_a_log_as_csv_is_safe_in_a_spreadsheet(run: Run) -> None:
    run("grade", "lstm", "A cell.", "-c", "=1+1")
    run("grade", "lstm", "A cell.", "-c", "two\rlines")
    table = run("log", "--csv").stdout_bytes.decode()
    assert '"two\rlines"' in table
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["candidate"] for row in rows] == ["two\rlines", "'=1+1"]
    assert json.loads(run("log", "--json").stdout)["grades"][1]["candidate"] == "=1+1"
