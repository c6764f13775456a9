"""`grader grade`, with the real model."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ANSWER = "It keeps a memory cell. The forget gate chooses what to erase from the old cell state."
FIELDS = (
    "schema_version grade_id question_id candidate points max_points percent band interval needs_review conditions "
    "key_points feedback rubric_hash model version"
).split()

pytestmark = pytest.mark.usefixtures("loaded")


def test_json_has_every_promised_field(run: Run) -> None:
    done = run("grade", "lstm", ANSWER, "-c", "Sample Ana", "--json")
    grade = json.loads(done.stdout)
    assert [name for name in FIELDS if name not in grade] == []
    assert grade["candidate"] == "Sample Ana"
    point = grade["key_points"][1]
    assert [
        name for name in ("id", "text", "weight", "status", "coverage", "points", "evidence") if name not in point
    ] == []
    evidence = point["evidence"]
    assert ANSWER[evidence["start"] : evidence["end"]] == evidence["text"]


def test_the_answer_comes_from_an_argument_a_file_or_standard_input(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER)
    calls = [
        run("grade", "lstm", ANSWER, "--json"),
        run("grade", "21", "-f", file, "--json"),
        run("grade", "lstm", "-", "--json", input=ANSWER),
        run("grade", "lstm", "--json", input=ANSWER),
    ]
    assert len({json.loads(done.stdout)["percent"] for done in calls}) == 1


def test_a_person_sees_score_statuses_quotations_and_the_next_step(run: Run) -> None:
    lines = run("grade", "lstm", ANSWER).stdout
    assert lines.startswith("How does an LSTM network work?\n\n")
    assert '"The forget gate chooses what to erase from the old cell state."' in lines
    assert "What would raise the score most" in lines


def test_without_a_log_nothing_is_written(run: Run, db: Path) -> None:
    done = run("grade", "lstm", ANSWER, "--no-log", "--json")
    assert json.loads(done.stdout)["grade_id"] is None
    assert not db.exists()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["lstn", "text"], 2, "Error: unknown question 'lstn'; did you mean 'lstm'?\n"),
        (["lstm", "-f", "no-such-file"], 1, "Error: no-such-file does not exist; check the path\n"),
        (["lstm", "-f", "."], 1, "Error: . is a directory; name the files in it\n"),
        (
            ["lstm", "a\0b"],
            1,
            "Error: the answer holds a NUL character at position 1; save it as plain text\n",
        ),
        (
            ["lstm", "x" * 100_001],
            1,
            (
                "Error: the answer has 100,001 characters, more than the 100,000 that are graded; "
                "check that this is an answer and not another file\n"
            ),
        ),
    ],
)
def test_mistakes_are_one_line_with_the_way_out(run: Run, args: list[str], code: int, message: str) -> None:
    done = run("grade", *args)
    assert (done.exit_code, done.stderr) == (code, message)
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_an_answer_in_another_encoding_names_the_byte(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes("d\xe9j\xe0 vu".encode("latin-1"))
    done = run("grade", "lstm", "-f", file)
    assert done.stderr == (
        f"Error: {file} is not UTF-8 (byte 0xe9 in line 1); save it as UTF-8, or name its encoding, "
        "as in --encoding latin-1\n"
    )
