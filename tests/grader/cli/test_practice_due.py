"""`grader practice --due` and `--confidence`: by a fixed clock, over made-up logs."""

import json
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlite_utils import Database

from grader.cli.practice import BackgroundGrader
from grader.log.records import Record
from rubric import Question
from rubric.writing import to_toml

Run = Callable[..., Result]
Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]


def january(day: int) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: datetime(2026, 1, day, 9, 30, tzinfo=UTC)


@pytest.fixture
def rubrics(tmp_path: Path, asked: Callable[..., Question]) -> Path:
    """The made-up questions sea and sky, of two key points each."""
    folder = tmp_path / "rubrics"
    folder.mkdir()
    for id in ("sea", "sky"):
        (folder / f"{id}.toml").write_text(to_toml(asked(id, points=2)), encoding="utf-8")
    return folder


@pytest.fixture
def practise(run: Run, rubrics: Path) -> Run:
    """Runs `grader practice --due` for Sample Ana: practise("-n", "2", day=4)."""

    def call(*words: str, day: int, candidate: str | None = "Sample Ana", **options: object) -> Result:
        whose = ["-c", candidate] if candidate else []
        return run("practice", "--due", *whose, "--rubrics", rubrics, *words, obj=january(day), **options)

    return call


@pytest.fixture
def week(answer: Answer, asked: Callable[..., Question]) -> None:
    """On 1 January Sample Ana covers both points of sea and misses one of sky; Sample Ben and somebody miss more."""
    for candidate, sea, sky in (("Sample Ana", "cc", "cm"), ("Sample Ben", "mm", "mm"), (None, "cc", "mx")):
        answer(candidate, sea, question=asked("sea", points=2))
        answer(candidate, sky, question=asked("sky", points=2))


ASKED = """
Question 1 of 2 (basic, nature)
2 of 2 key points due, last seen 3 days ago
What of sky?
Finish with a line holding only a dot (or Ctrl-D). Alone on a line: /edit opens your editor, /skip, /quit.
>
Question 2 of 2 (basic, nature)
2 of 2 key points due, last seen 3 days ago
What of sea?
Finish with a line holding only a dot (or Ctrl-D). Alone on a line: /edit opens your editor, /skip, /quit.
>"""


UNKNOWN = """\
Nothing is due, for the log has no answer of 'Sample Chi' to these questions. \
'grader practice' draws questions at random.
"""


@pytest.mark.usefixtures("week", "faked")
def test_the_most_urgent_question_comes_first_and_says_why(practise: Run) -> None:
    done = practise("-n", "2", day=4, input="/skip\n/quit\n")
    assert (done.exit_code, done.stderr) == (0, "")
    assert plain(done.stdout) == ASKED


@pytest.mark.usefixtures("week", "faked")
def test_what_was_answered_is_no_longer_due(practise: Run) -> None:
    assert practise(day=4, input="Point 1 of sky. Point 2 of sky.\n.\n").exit_code == 0
    left = json.loads(practise("--json", day=4).stdout)
    assert [one["question_id"] for one in left["due"]] == ["sea"]


@pytest.mark.usefixtures("week", "faked")
def test_what_is_due_and_not_asked_is_counted(practise: Run) -> None:
    done = practise(day=4, input="/quit\n")
    assert (done.stderr, done.stdout.count("Question 1 of 1")) == (
        "2 questions are due, 1 asked; -n 2 asks all.\n",
        1,
    )


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(
    ("day", "words", "shown"),
    [
        (1, [], "Nothing is due today. Next: 1 key point of 1 question on 2026-01-02, tomorrow.\n"),
        (1, ["-c", "Sample Ben"], "Nothing is due today. Next: 4 key points of 2 questions on 2026-01-02, tomorrow.\n"),
        (
            1,
            ["-c", "Sample Chi"],
            UNKNOWN,
        ),
    ],
)
def test_nothing_due_says_when_the_next_is(practise: Run, day: int, words: list[str], shown: str) -> None:
    done = practise(*words, day=day)
    assert (done.exit_code, done.stdout, done.stderr) == (0, shown, "")


@pytest.mark.usefixtures("week")
def test_programs_read_the_agenda(practise: Run) -> None:
    assert json.loads(practise("--json", day=2).stdout) == {
        "schema_version": 1,
        "candidate": "Sample Ana",
        "today": "2026-01-02",
        "due": [
            {
                "question_id": "sky",
                "key_points": [
                    {
                        "question_id": "sky",
                        "key_point_id": "k2",
                        "due": "2026-01-02",
                        "last": "2026-01-01",
                        "status": "missing",
                        "trials": 1,
                        "stability": 0.212,
                    }
                ],
                "of": 2,
                "last": "2026-01-01",
                "at_stake": 0.2338,  # 1 - (1 + .9804/.212)^-.1542
            }
        ],
        "next": {"day": "2026-01-03", "questions": 2, "key_points": 3},
    }


@pytest.mark.usefixtures("week")
def test_without_a_candidate_answers_without_one_count(practise: Run) -> None:
    found = json.loads(practise("--json", day=2, candidate=None).stdout)
    assert found["candidate"] is None
    assert [(one["question_id"], len(one["key_points"])) for one in found["due"]] == [("sky", 2)]


@pytest.mark.usefixtures("week")
def test_a_review_moves_the_schedule(practise: Run, run: Run) -> None:
    [sky] = [
        row for row in json.loads(run("log", "-c", "Sample Ana", "--json").stdout)["grades"] if row["percent"] < 60
    ]
    decided = run("review", sky["id"], "--points", "2", "--reason", "both", "-k", "k2=covered", "--reviewer", "Rev")
    assert decided.exit_code == 0, decided.output
    assert json.loads(practise("--json", day=2).stdout)["due"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gan", "--due"], "give QUESTION_ID or --due, not both"),
        (["--json"], "--json lists what is due; give --due as well"),
    ],
)
def test_words_that_do_not_go_together(run: Run, words: list[str], said: str) -> None:
    done = run("practice", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith(f"Error: {said}\n")


class LoadedAtOnce(BackgroundGrader):
    """Waits for the model before anything is typed, so that no test hangs on which of the two is quicker."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._thread.join()


@pytest.fixture
def loaded_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to wait for the model."""
    module = sys.modules["grader.cli.practice"]  # as an attribute of grader.cli, practice is the command
    monkeypatch.setattr(module, "BackgroundGrader", LoadedAtOnce)


@pytest.mark.usefixtures("faked", "loaded_at_once")
def test_confidence_is_asked_before_the_grade_and_kept(run: Run, rubrics: Path, opened: Open) -> None:
    typed = "Point 1 of sky.\n.\nabout 80\n101\n80 %\n"
    done = run("practice", "sky", "--confidence", "--rubrics", rubrics, input=typed, obj=january(1))
    assert done.exit_code == 0
    assert done.stderr == "'about 80' is no number from 0 to 100.\n'101' is no number from 0 to 100.\n"
    asked_at, graded_at = done.stdout.index("How many percent will it earn?"), done.stdout.index("points (90%")
    assert asked_at < graded_at
    assert re.search(r"\nYou expected 80%; it earned \d+%\.\n$", done.stdout)
    with opened() as log:
        [row] = log.query("select first_id, confidence, created from confidences join grades on id = first_id")
    assert (row["confidence"], row["created"]) == (80, "2026-01-01T09:30:00+00:00")


@pytest.mark.usefixtures("faked")
@pytest.mark.parametrize("typed", ["\n", ""])
def test_confidence_may_be_left_open(run: Run, rubrics: Path, opened: Open, typed: str) -> None:
    done = run("practice", "sky", "--confidence", "--rubrics", rubrics, input=f"Point 1 of sky.\n.\n{typed}")
    assert done.exit_code == 0
    assert "You expected" not in done.stdout
    with opened() as log:
        assert (log.table("grades").count, log.table("confidences").count) == (1, 0)


def plain(text: str) -> str:
    """The output without spaces at line ends."""
    return "\n".join(line.rstrip() for line in text.splitlines())
