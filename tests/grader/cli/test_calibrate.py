"""`grader calibrate`, with similarities that are made up: for plumbing, not for judgement."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.grading import Grader
from rubric import Question

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("faked")

PIECES = (
    "The sky is blue.",
    "Clouds bring rain.",
    "Blue it looks.",
    "Rain falls.",
    "Grass grows.",
    "Overhead.",
    "Azure.",
)


@pytest.fixture
def rubric(tmp_path: Path, sky: Question) -> Path:
    from rubric.writing import to_toml

    path = tmp_path / "sky.toml"
    path.write_text(to_toml(sky))
    return path


@pytest.fixture
def halved(tmp_path: Path, fake_grader: Grader, sky: Question) -> Path:
    """Forty-two answers by a coach who gives half of what the grader gives."""
    path = tmp_path / "scored.csv"
    answers = [f"{one} {other}" for one in PIECES for other in PIECES if one != other]
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["question_id", "answer", "score", "score_max"])
        for graded in fake_grader.grade_all((sky, answer) for answer in answers):
            rows.writerow(["sky", graded.answer, graded.grade.percent / 2, 100])
    return path


def test_a_coach_who_gives_half_is_followed_and_taken_back(run: Run, rubric: Path, halved: Path, db: Path) -> None:
    def grade(*args: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(
            run("grade", "sky", "The sky is blue. Clouds bring rain.", "--rubrics", rubric, "--json", *args).stdout
        )
        return found

    before = grade()
    done = run("calibrate", "fit", halved, "--rubrics", rubric)
    scale = db.with_name("scale.json")
    assert (done.exit_code, done.stderr) == (0, f"Kept in {scale}; 'grader calibrate undo' takes it back\n")
    after = grade()
    assert float(str(after["percent"])) < 0.75 * float(str(before["percent"]))
    assert [point["points"] for point in after["key_points"]] == [point["points"] for point in before["key_points"]]  # type: ignore[attr-defined]
    verified = run("explain", "last", "--verify")
    assert verified.exit_code == 0, verified.output
    assert "on your own scale" in verified.stdout
    assert run("calibrate", "show").stdout.startswith("Fitted on 42 scored answers (")
    assert grade("--no-scale")["percent"] == before["percent"]
    assert run("calibrate", "undo").exit_code == 0
    assert grade()["percent"] == before["percent"]


def test_a_dry_run_shows_figures_and_changes_nothing(run: Run, rubric: Path, halved: Path, db: Path) -> None:
    done = run("calibrate", "fit", halved, "--rubrics", rubric, "--dry-run", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["helps"], found["kept"], found["dry_run"]) == (True, False, True)
    assert found["error"]["after"] < found["error"]["before"]
    assert not db.with_name("scale.json").exists()


def test_few_scores_are_refused_before_a_model_is_loaded(run: Run, rubric: Path, tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("question_id,answer,score\nsky,The sky is blue.,1\n")
    done = run("calibrate", "fit", file, "--rubrics", rubric, "--model", "no-such-model")
    assert (done.exit_code, done.stderr) == (
        1,
        "Error: 1 answers with a score are too few: a scale is fitted from 20 on; score 19 more\n",
    )


def test_where_nothing_was_fitted_show_says_so_and_undo_fails(run: Run, db: Path) -> None:
    assert run("calibrate", "show").stderr == "No scale of your own: scores are as they are computed.\n"
    assert json.loads(run("calibrate", "show", "--json").stdout) == {"schema_version": 1, "fitted": None}
    done = run("calibrate", "undo")
    said = f"Error: there is no scale to take back in {db.with_name('scale.json')}; 'grader calibrate fit' makes one\n"
    assert (done.exit_code, done.stderr) == (1, said)


def test_undo_goes_back_and_forth_between_two_scales(run: Run, rubric: Path, halved: Path, db: Path) -> None:
    scale = db.with_name("scale.json")
    run("calibrate", "fit", halved, "--rubrics", rubric)
    first = scale.read_text()
    halved.write_text("\n".join(halved.read_text().splitlines()[:-5]) + "\n")
    run("calibrate", "fit", halved, "--rubrics", rubric)
    second = scale.read_text()
    assert first != second
    assert run("calibrate", "undo", "--dry-run").exit_code == 0
    assert scale.read_text() == second
    found = json.loads(run("calibrate", "undo", "--json").stdout)
    assert found == {"schema_version": 1, "path": str(scale), "dry_run": False, "fitted": True}
    assert scale.read_text() == first
    run("calibrate", "undo")
    assert scale.read_text() == second


def test_a_scale_for_another_calibration_is_not_used_and_a_note_says_so(
    run: Run, rubric: Path, halved: Path, db: Path, fake_grader: Grader
) -> None:
    run("calibrate", "fit", halved, "--rubrics", rubric)
    scale = db.with_name("scale.json")
    scale.write_text(scale.read_text().replace(fake_grader.calibration.identity, "0" * 64))
    done = run("grade", "sky", "The sky is blue.", "--rubrics", rubric, "--json")
    assert json.loads(done.stdout)["calibration"] == fake_grader.calibration.identity
    assert done.stderr.startswith(
        "Note: your own scale is not used, for it was fitted to another model or calibration;"
    )


def test_a_scale_is_not_held_against_rubrics(run: Run, rubric: Path, halved: Path) -> None:
    before = run("rubric", "check", rubric).stdout
    run("calibrate", "fit", halved, "--rubrics", rubric)
    assert run("rubric", "check", rubric).stdout == before
