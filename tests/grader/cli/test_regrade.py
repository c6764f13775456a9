"""`grader regrade`: after a rubric edit. The fake encodes; exact terms alone decide, whatever the calibration."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

RUBRIC = """
id = "sky"
prompt = "What can be said of the sky?"
topic = "nature"
level = "basic"
reference_answers = ["The sky is blue. Clouds bring rain."]
[[key_points]]
id = "blue"
text = "The sky is blue."
hint = "Which colour?"
exact = ["blue"]
[[key_points]]
id = "rain"
text = "Clouds bring rain."
hint = "What falls?"
exact = ["rain"]
"""
ANSWERS = {"Sample Ana": "The sky is blue.", "Sample Ben": "The sky is blue. Clouds bring rain.", "Sample Chi": "No."}

MOVED = """
 Grade      Candidate    Question   Before     After            Moves       Review
 ──────────────────────────────────────────────────────────────────────────────────────────────────
 01234567   Sample Ana   sky        50% fair   100% excellent   up
 01234567   Sample Chi   sky        0% poor    0% poor          same band   good, by Sample Rev:
                                                                            differs

3 answers graded again: 1 move up a band, 0 down, 2 stay.
1 of them are settled by a review, which stays; on 1 the machine now gives another band.
"""

pytestmark = pytest.mark.usefixtures("faked")


def plain(text: str) -> str:
    lines = re.sub(r"\b[0-9a-f]{8}\b", "01234567", text).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def standing(run: Run) -> dict[str, tuple[float, str | None]]:
    rows = json.loads(run("log", "--json").stdout)["grades"]
    return {row["candidate"]: (row["percent"], row["reviewer"]) for row in rows}


@pytest.fixture
def rubric(tmp_path: Path, run: Run) -> Path:
    """A rubric by which three answers were graded, one of them reviewed; now it no longer asks for rain."""
    file = tmp_path / "sky.toml"
    file.write_text(RUBRIC)
    for name, text in ANSWERS.items():
        assert run("grade", "sky", text, "-c", name, "--rubrics", file).exit_code == 0
    assert run("review", "last", "--points", "1.5", "--reason", "so", "--reviewer", "Sample Rev").exit_code == 0
    file.write_text(RUBRIC.split('[[key_points]]\nid = "rain"', maxsplit=1)[0])
    return file


def test_who_would_move_is_shown_and_nothing_written(run: Run, rubric: Path) -> None:
    before = standing(run)
    done = run("regrade", "--dry-run", "--rubrics", rubric)
    assert (done.exit_code, plain(done.stdout), done.stderr) == (0, MOVED, "")
    assert standing(run) == before == {
        "Sample Ana": (50, None), "Sample Ben": (100, None), "Sample Chi": (75, "Sample Rev"),
    }  # fmt: skip


def test_what_was_shown_is_what_is_written_once_and_reviews_stay(run: Run, rubric: Path, db: Path) -> None:
    done = run("regrade", "--yes", "--rubrics", rubric)
    assert (done.exit_code, plain(done.stdout)) == (0, MOVED)
    assert done.stderr == f"3 new grades written to {db}\n"
    assert standing(run) == {"Sample Ana": (100, None), "Sample Ben": (100, None), "Sample Chi": (75, "Sample Rev")}
    again = run("regrade", "--yes", "--rubrics", rubric)
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "Nothing to grade again.\n")
    assert json.loads(run("agreement", "--json").stdout)["disagreements"][0]["machine_band"] == "poor"


def test_an_earlier_grade_says_that_it_was_made_again(run: Run, rubric: Path) -> None:
    earlier = json.loads(run("log", "show", "last", "--json").stdout)["grade_id"]
    run("regrade", "--yes", "--rubrics", rubric)
    shown = json.loads(run("log", "show", earlier, "--json").stdout)
    assert shown["newest_grade_id"] != earlier
    assert f"'grader log show {shown['newest_grade_id'][:8]}' is what counts" in run("log", "show", earlier).stdout
    done = run("review", earlier, "--points", "1", "--reason", "so", "--reviewer", "Sample Rev")
    assert done.stderr == f"Error: grade {earlier} was made again as {shown['newest_grade_id']}; review that one\n"


def test_at_a_terminal_it_asks_first(run: Run, rubric: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("regrade", "--rubrics", rubric).exit_code == 2
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    before = standing(run)
    assert run("regrade", "--rubrics", rubric, input="n\n").exit_code == 1
    assert standing(run) == before
    assert run("regrade", "--rubrics", rubric, input="y\n").exit_code == 0
    assert standing(run) != before


def test_only_what_matches_is_graded_again(run: Run, rubric: Path) -> None:
    found = json.loads(run("regrade", "--dry-run", "--candidate", "Sample Ben", "--json", "--rubrics", rubric).stdout)
    assert [one["candidate"] for one in found["answers"]] == ["Sample Ben"]
    assert found["counts"] == {"answers": 1, "up": 0, "down": 0, "same_band": 1, "reviewed": 0, "differ": 0}
    table = run("regrade", "--dry-run", "--csv", "--rubrics", rubric).stdout.splitlines()
    assert len(table) == 4
    assert ",Sample Ana,sky,50.0,fair,100.0,excellent,up,,,0" in table[1]


def test_answers_without_a_rubric_are_left_alone(run: Run, rubric: Path) -> None:
    assert rubric.exists()
    done = run("regrade", "--yes")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "Left alone for want of a rubric: 3 answers to sky; see --rubrics\nNothing to grade again.\n"
    )
