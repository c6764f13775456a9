"""`grader log list` over a made-up log."""

import csv
import io
from collections.abc import Callable

import pytest
from click.testing import Result

from grader.log.records import Record
from rubric import Question

Run = Callable[..., Result]


@pytest.fixture
def spring(answer: Callable[..., Record], asked: Callable[..., Question], run: Run) -> None:
    """Sample Ana answers one question well and one badly, Sample Ben, alone in his group, one badly."""
    answer("Sample Ana", "cccc", day=0, question=asked("q0", topic="sky"))
    answer("Sample Ana", "cmmm", day=1, question=asked("q1", topic="sea"))
    answer("Sample Ben", "mmmm", day=2, question=asked("q1", topic="sea"))
    assert run("group", "add", "late", "Sample Ben").exit_code == 0


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ([], [("Sample Ben", "q1"), ("Sample Ana", "q1"), ("Sample Ana", "q0")]),
        (["--candidate", "Sample Ana"], [("Sample Ana", "q1"), ("Sample Ana", "q0")]),
        (["--group", "late"], [("Sample Ben", "q1")]),
        (["--topic", "sky"], [("Sample Ana", "q0")]),
        (["--since", "2026-01-02"], [("Sample Ben", "q1"), ("Sample Ana", "q1")]),
        (["--below", "25"], [("Sample Ben", "q1")]),  # 25% itself is not below
        (["--question", "q1", "--limit", "1"], [("Sample Ben", "q1")]),
    ],
)
def test_filters_choose_and_the_newest_comes_first(run: Run, options: list[str], listed: list[tuple[str, str]]) -> None:
    table = run("log", "list", "--csv", *options).stdout
    assert [(row["candidate"], row["question_id"]) for row in csv.DictReader(io.StringIO(table))] == listed


@pytest.mark.usefixtures("spring")
def test_nothing_that_matches_is_said(run: Run) -> None:
    result = run("log", "list", "--candidate", "Sample Zoe")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No grade matches.\n")
