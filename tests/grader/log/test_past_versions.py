"""Logs that earlier versions wrote: they open, list and explain."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

PAST = sorted(Path(__file__).with_name("past").glob("*.sql"))


@pytest.fixture(params=PAST, ids=lambda path: path.stem)
def past(request: pytest.FixtureRequest, db: Path) -> Path:
    """The log that a past version wrote: one grade of an answer to softmax-and-relu."""
    with closing(sqlite3.connect(db)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return db


def test_a_past_log_is_copied_and_brought_up_to_date(past: Path, run: Callable[..., Result]) -> None:
    result = run("log", "list", "--json")
    assert result.exit_code == 0, result.output
    assert '"question_id": "softmax-and-relu"' in result.stdout
    assert past.with_name(past.name + ".before-upgrade").exists()


def test_past_grades_are_from_the_one_engine_there_was(past: Path, run: Callable[..., Result]) -> None:
    assert past.exists()
    assert json.loads(run("log", "show", "last", "--json").stdout)["engine"] == "torch"


@pytest.mark.parametrize("command", [("log", "show", "last"), ("explain", "last")])
def test_a_past_grade_can_be_shown_and_explained(past: Path, run: Callable[..., Result], command: tuple[str]) -> None:
    assert past.exists()
    result = run(*command)
    assert result.exit_code == 0, result.output
    assert "ReLU" in result.stdout or "softmax-and-relu" in result.stdout


def test_a_past_log_has_no_runs_and_passes_its_check(past: Path, run: Callable[..., Result]) -> None:
    assert past.exists()
    assert run("log", "runs").stderr == "No batch was run yet.\n"
    result = run("log", "check")
    assert result.exit_code == 0, result.output


def test_a_past_grade_that_is_computed_otherwise_today_says_which_version_made_it(
    past: Path, run: Callable[..., Result]
) -> None:
    if past.read_bytes().count(b"0.1.0") == 0:
        pytest.skip("later versions compute as today")
    result = run("explain", "last", "--verify")
    assert result.exit_code == 1
    assert "graded by version 0.1.0" in result.stdout
