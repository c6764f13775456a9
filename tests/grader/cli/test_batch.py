"""`grader batch`, with the real model."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ROWS = """id,question_id,answer,candidate
1,gan,Two networks compete.,Sample Ana
2,nope,Hello there.,Sample Ben
3,lstm,,
"""

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.csv"
    file.write_text(ROWS)
    return file


def test_a_bad_row_is_reported_and_the_others_graded(run: Run, answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = run("batch", answers, "-o", out)
    assert done.exit_code == 3
    assert f"{answers}:3: unknown question 'nope'" in done.stderr
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert [(row["id"], row["error"][:16], row["conditions"]) for row in rows] == [
        ("1", "", "too_short"),
        ("2", "unknown question", ""),
        ("3", "", "blank"),
    ]


def test_key_points_have_a_row_each(run: Run, answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "points.csv"
    run("batch", answers, "-o", tmp_path / "out.jsonl", "-k", out)
    assert [row["id"] for row in csv.DictReader(out.read_text().splitlines())] == ["1"] * 6 + ["3"] * 6
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line.get("percent", line.get("error", "")[:7]) for line in lines][1] == "unknown"
    assert lines[0]["source"] == {"file": str(answers), "line": 2, "id": "1"}


def test_an_output_that_exists_is_not_overwritten(run: Run, answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("precious")
    done = run("batch", answers, "-o", out)
    assert (done.exit_code, done.stderr) == (1, f"Error: {out} exists; name another file, or replace it with --force\n")
    assert out.read_text() == "precious"


def test_every_grade_is_in_the_log(run: Run, answers: Path) -> None:
    run("batch", answers)
    assert [row["candidate"] for row in json.loads(run("log", "--json").stdout)["grades"]] == [None, "Sample Ana"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; give it a header line and one row per answer"),
        ("question_id,answer\n", "holds no answers; give it a header line and one row per answer"),
        ("a,b\n1,2\n", "has no column for the answer (columns: a, b); name the column, as in --map answer=COLUMN"),
    ],
)
def test_a_file_without_answers_says_so(run: Run, tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(content)
    done = run("batch", file)
    assert (done.exit_code, done.stderr) == (1, f"Error: {file} {message}\n")


def test_columns_can_be_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("Response\nTwo networks compete.\n")
    done = run("batch", file, "--map", "answer=Response", "--question", "gan", "--json", "-n")
    assert json.loads(done.stdout)["question_id"] == "gan"
