"""`grader duplicates` over made-up logs."""

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from click.testing import Result

from grader.log.records import Record
from rubric import Question

Run = Callable[..., Result]
Answer = Callable[..., Record]
WORDS = "The forget gate decides which parts of the old cell state are kept and which are thrown away."
SHOWN = """
 Alike   Question   Grade      Of           When (UTC)         Is like                        And
 ────────────────────────────────────────────────────────────────────────────────────────────────
 100%    sky        01234567   Sample Ben   2026-01-02 12:00   01234567 of Sample Ana
 100%    sky        01234567   no name      2026-01-03 12:00   01234567 of Sample Ana           1
 100%    sky        01234567   Sample Ana   2026-01-05 12:00   01234567, an earlier attempt
 100%    sky        01234567   Sample Ana   2026-01-05 12:00   01234567 of Sample Ben           1
 78%     sky        01234567   Sample Chi   2026-01-06 12:00   01234567 of Sample Ana           3
"""
SAID = """\
No verdict: texts are alike for many reasons. 'grader log show ID' shows an answer.
Looked through 6 answers; 1 of fewer than 10 words left out.
"""


@pytest.fixture
def class_of(answer: Answer) -> None:
    """Five answers in the same words, two of them Sample Ana's and the last one somewhat changed; and a short one."""
    names = ("Sample Ana", "Sample Ben", None, "Sample Dan", "Sample Ana", "Sample Chi")
    for day, name in enumerate(names):
        said = "It rains." if name == "Sample Dan" else WORDS.upper() if name == "Sample Ben" else WORDS
        answer(name, "cm", day=day, answer=said.replace("thrown away", "let go") if name == "Sample Chi" else said)


def plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in re.sub(r"\b[0-9a-f]{8}\b", "01234567", text).splitlines())


@pytest.mark.usefixtures("class_of")
def test_what_a_coach_reads(run: Run) -> None:
    done = run("duplicates")
    assert (done.exit_code, plain(done.stdout), done.stderr) == (0, SHOWN, SAID)


@pytest.mark.usefixtures("class_of")
def test_a_person_is_held_against_everybody(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("duplicates", "-c", "Sample Ben", "--csv").stdout)))
    assert [(row["candidate"], row["other_candidate"], row["alike"]) for row in rows] == [
        ("Sample Ben", "Sample Ana", "100.0"),
        ("", "Sample Ben", "100.0"),
        ("Sample Ana", "Sample Ben", "100.0"),
        ("Sample Chi", "Sample Ben", "77.8"),
    ]


@pytest.mark.usefixtures("class_of")
def test_the_limit_day_and_question_choose(run: Run) -> None:
    assert len(json.loads(run("duplicates", "--at-least", "90", "--json").stdout)["duplicates"]) == 4
    since = json.loads(run("duplicates", "--since", "2026-01-06", "--json").stdout)
    assert [(one["answer"]["candidate"], one["others"]) for one in since["duplicates"]] == [("Sample Chi", 3)]
    done = run("duplicates", "--question", "sea")
    assert (done.stdout, done.stderr) == ("", "No text is 50% like another one before it.\nLooked through 0 answers.\n")


def test_an_answer_is_held_against_the_reference_answers_of_its_rubric(
    run: Run, answer: Answer, asked: Callable[..., Question]
) -> None:
    import msgspec

    question = msgspec.structs.replace(asked("lstm", points=2), reference_answers=("Other words.", WORDS))
    answer("Sample Ana", "cc", question=question, answer=WORDS)
    document = json.loads(run("duplicates", "--json").stdout)
    assert document["schema_version"] == 1
    [one] = document["duplicates"]
    assert (one["kind"], one["alike"], one["other"], one["answer"]["candidate"]) == (
        "a reference answer", 100.0, None, "Sample Ana",
    )  # fmt: skip
