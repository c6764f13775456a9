"""`grader rubric train`, with similarities that are made up: for plumbing, not for judgement."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

RUBRIC = """\
# Edited by hand.
id = "sky"
prompt = "What can be said of the sky?"
topic = "nature"
level = "basic"
reference_answers = ["The sky is blue. Clouds bring rain."]

[[key_points]]
id = "blue"
text = "The sky is blue."
hint = "Which colour?"
wordings = ["Overhead it looks azure."]

[[key_points]]
id = "rain"
text = "Clouds bring rain."
hint = "What falls?"
wordings = ["It pours from clouds."]
"""
ANSWERS = [
    ("Up there all is cobalt", "covered", "missing"),
    ("Drops come down on us", "missing", "covered"),
    ("Up there all is cobalt. Drops come down on us", "covered", "covered"),
    ("I never look", "missing", "missing"),
]
WRITERS = ("ana", "ben", "cem", "dan", "eva", "fay", "gus", "hal")

pytestmark = pytest.mark.usefixtures("faked")


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "sky.toml"
    path.write_text(RUBRIC)
    return path


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Thirty-two answers by eight writers in words that the rubric does not have, one column per key point."""
    path = tmp_path / "labelled.csv"
    lines = [f'"{text}, {name}.",{blue},{rain},{name}' for name in WRITERS for text, blue, rain in ANSWERS]
    path.write_text("\n".join(["answer,blue,rain,writer", *lines]) + "\n")
    return path


@pytest.fixture
def train(run: Run, rubric: Path) -> Run:
    return lambda *args: run("rubric", "train", "sky", *args, "--rubrics", rubric.parent)


@pytest.fixture
def grade(run: Run, rubric: Path) -> Callable[[], dict[str, object]]:
    def call() -> dict[str, object]:
        done = run("grade", "sky", "Up there all is cobalt, people say.", "--rubrics", rubric, "--json")
        assert done.exit_code == 0, done.output
        found: dict[str, object] = json.loads(done.stdout)
        return found

    return call


def test_a_rubric_learns_words_it_does_not_have_and_forgets_them_again(
    train: Run, grade: Callable[[], dict[str, object]], run: Run, rubric: Path, labelled: Path
) -> None:
    before = grade()
    done = train("--answers", labelled)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0].strip() == "sky: 32 answers by 8 writers"
    assert done.stderr.startswith("Kept: ")
    assert done.stderr.endswith(f" in {rubric}; 'grader rubric train {rubric} --undo' takes them out\n")
    assert "all is cobalt" in rubric.read_text()
    after = grade()
    assert float(str(after["percent"])) > float(str(before["percent"]))
    assert after["rubric_hash"] != before["rubric_hash"]
    assert run("explain", "last", "--verify").exit_code == 0
    undone = run("rubric", "train", rubric, "--undo")
    assert (undone.exit_code, undone.stderr) == (0, f"What was learned is taken out of {rubric}; other edits stay\n")
    assert rubric.read_text() == RUBRIC
    assert sorted(path.name for path in rubric.parent.glob("sky*")) == ["sky.toml"]
    assert grade()["rubric_hash"] == before["rubric_hash"]


def test_training_again_begins_with_the_rubric_as_it_was(train: Run, rubric: Path, labelled: Path) -> None:
    train("--answers", labelled)
    once = rubric.read_text()
    assert train("--answers", labelled).exit_code == 0
    assert rubric.read_text() == once


def test_a_dry_run_changes_nothing(train: Run, rubric: Path, labelled: Path) -> None:
    done = train("--answers", labelled, "--dry-run", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["answers"], found["writers"], found["helps"], found["kept"]) == (32, 8, True, False)
    assert found["error"]["after"] < found["error"]["before"]
    assert rubric.read_text() == RUBRIC
    train("--answers", labelled)
    learned = rubric.read_text()
    undone = json.loads(train("--undo", "--dry-run", "--json").stdout)
    assert undone == {"schema_version": 1, "path": str(rubric), "dry_run": True, "undone": False}
    assert rubric.read_text() == learned


def test_what_does_not_help_is_not_kept(train: Run, rubric: Path, tmp_path: Path) -> None:
    file = tmp_path / "noise.csv"
    names = "abcdefghijklmnopqrst"
    lines = [f"Word{n} other{n} thing{n},{'covered' if n < 'j' else 'missing'},missing" for n in names]
    file.write_text("\n".join(["answer,blue,rain", *lines]) + "\n")
    done = train("--answers", file)
    said = "Not kept: on answers left out it does not surely help. More answers by different people may.\n"
    assert (done.exit_code, done.stderr) == (1, said)
    assert rubric.read_text() == RUBRIC


def test_a_shipped_rubric_is_only_tried(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    lines = [f"Word{n} other{n},missing" for n in "abcdefghijkl"]
    file.write_text("\n".join(["answer,forget-gate", *lines]) + "\n")
    done = run("rubric", "train", "lstm", "--answers", file)
    said = "Error: no answer has a score, or labels of all key points, that grades could be compared with; "
    assert done.exit_code == 1
    assert done.stderr.startswith(said)
    undone = run("rubric", "train", "lstm", "--undo")
    assert undone.stderr == "Error: no rubric 'lstm' of your own to take anything out of; name its file, or --rubrics\n"


def test_there_must_be_something_to_undo(train: Run, rubric: Path) -> None:
    done = train("--undo")
    said = f"Error: {rubric} has learned nothing: there is no sky.learned.json beside it; "
    assert (done.exit_code, done.stderr) == (1, f"{said}'grader rubric train' teaches it\n")


def test_a_damaged_note_is_named(train: Run, rubric: Path, labelled: Path) -> None:
    note = rubric.with_name("sky.learned.json")
    note.write_text("{")
    done = train("--answers", labelled)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {note} cannot be used: ")


def test_answers_or_undo_but_not_both(train: Run, labelled: Path) -> None:
    assert train().exit_code == 2
    assert train("--answers", labelled, "--undo").exit_code == 2
