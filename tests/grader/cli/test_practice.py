"""`grader practice`: typed answers, with the real model."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("loaded")


def test_an_answer_is_typed_graded_and_logged(run: Run) -> None:
    done = run("practice", "gan", "-c", "Sample Ana", input="Two networks compete.\nThe generator makes fakes.\n.\ny\n")
    assert done.exit_code == 0
    assert "Explain generative adversarial networks." in done.stdout
    assert "What would raise the score most" in done.stdout
    assert "Show the" in done.stdout
    assert "Sample Ana" in run("log").stdout


def test_skipping_and_quitting_grade_nothing(run: Run, db: Path) -> None:
    assert run("practice", "-n", "2", input="/skip\n/quit\n").exit_code == 0
    assert not db.exists()


def test_an_unknown_topic_names_the_topics(run: Run) -> None:
    done = run("practice", "--topic", "cooking")
    assert done.exit_code == 2
    assert "topics are foundations" in done.stderr
