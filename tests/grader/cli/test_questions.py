"""`grader questions`, `grader doctor` and `grader rubric check`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_questions_are_listed_by_topic_level_and_text(run: Run) -> None:
    def ids(*options: str) -> list[str]:
        return [row["id"] for row in json.loads(run("questions", "list", *options, "--json").stdout)["questions"]]

    assert len(ids()) == 45
    assert ids("--topic", "tensorflow", "--level", "intermediate", "--search", "graph")[-1] == "computational-graph"
    assert ids("--search", "no such text") == []


def test_a_question_is_shown_with_its_key_points(run: Run) -> None:
    shown = run("questions", "show", "lstm").stdout
    assert shown.startswith("How does an LSTM network work?\nlstm, intermediate, recurrent, 14 points\n")
    assert "The forget gate decides which parts of the old cell state" in shown


@pytest.mark.usefixtures("loaded")
def test_the_doctor_finds_everything_well(run: Run, db: Path) -> None:
    done = run("doctor")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "ok       rubrics: 45 questions in 11 topics"
    assert done.stdout.splitlines()[-1] == f"ok       log: {db} (not there yet; the first grade creates it)"


def test_the_doctor_names_what_is_wrong(run: Run, db: Path) -> None:
    db.write_text("no database" * 1000)
    done = run("doctor", "--model", "no-such-model")
    assert done.exit_code == 1
    assert [line[:16] for line in done.stdout.splitlines()] == [
        "ok       rubrics",
        "PROBLEM  model: ",
        "ok       verifie",
        "PROBLEM  engine:",
        "ok       scale: ",
        "ok       cache: ",
        "PROBLEM  log: th",
    ]


def test_a_broken_rubric_exits_with_2_and_names_file_and_key(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sky.toml"
    file.write_text('id = "sky"\nprompt = "What is the sky?"\nlevel = "easy"\n')
    done = run("questions", "list", "--rubrics", file)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: {file}: ")


@pytest.mark.usefixtures("loaded")
def test_rubric_check_finds_what_an_author_got_wrong(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sky.toml"
    file.write_text(
        'id = "sky"\nprompt = "What colour is the sky?"\ntopic = "nature"\nlevel = "basic"\n'
        'reference_answers = ["Fish live in water and cows eat grass."]\n'
        '[[key_points]]\nid = "blue"\ntext = "The colour of the sky is blue."\nhint = "Look up."\n'
    )
    done = run("rubric", "check", file)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "sky: key_points: 1 of them; 3 to 8 grade best",
        "sky: reference_answers: only one; write a second in other words",
        "sky: blue: 0 wordings; write at least 4",
        "sky: reference answer 1: earns 10%, short of blue (partial); add wordings, or mend the answer",
    ]
