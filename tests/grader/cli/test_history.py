"""`grader history`, `compare`, `topics`, `items` and `group`, over made-up logs."""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from click.testing import Result
from sqlite_utils import Database

from grader.cli.plotting import plot
from grader.log.confidences import insert_confidences
from grader.log.locking import writing
from grader.log.records import Record
from rubric import Question

Run = Callable[..., Result]
Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]


def plain(text: str) -> str:
    """The output with every id as that of the first grade it could be, and without spaces at line ends."""
    return "\n".join(line.rstrip() for line in re.sub(r"\b[0-9a-f]{8}\b", "01234567", text).splitlines())


@pytest.fixture
def spring(answer: Answer, asked: Callable[..., Question], run: Run) -> None:
    """Sample Ana tries six questions twice and gets better; Sample Ben answers one; somebody answers one."""
    for again, letters in ((0, "cmmm"), (1, "ccmm")):
        for n in range(6):
            question = asked(f"q{n}", topic="sea" if n % 2 else "sky")
            answer("Sample Ana", letters, day=10 * again + n, question=question, doubtful=n == 5)
    answer("Sample Ben", "cccp", day=3, question=asked("q1", topic="sea"))
    answer(None, "mmmm", day=4, question=asked("q1", topic="sea"))
    assert run("group", "add", "spring", "Sample Ben").exit_code == 0


PERSON = """\
Sample Ana
12 attempts at 6 questions, mean 50%, best 50%, latest 50%

Questions tried again: better (+25 points of percentage, 6 questions, p = 0.041).
New questions, beside what others earn on them: cannot tell yet, nothing can be compared.

 Grade      When (UTC)         Question   Score   Band   Since last try   Remark
 ─────────────────────────────────────────────────────────────────────────────────────
 01234567   2026-01-01 12:00   q0         25%     weak
 01234567   2026-01-02 12:00   q1         25%     weak
 01234567   2026-01-03 12:00   q2         25%     weak
 01234567   2026-01-04 12:00   q3         25%     weak
 01234567   2026-01-05 12:00   q4         25%     weak
 01234567   2026-01-06 12:00   q5         25%     weak                    needs review
 01234567   2026-01-11 12:00   q0         50%     fair   +25
 01234567   2026-01-12 12:00   q1         50%     fair   +25
 01234567   2026-01-13 12:00   q2         50%     fair   +25
 01234567   2026-01-14 12:00   q3         50%     fair   +25
 01234567   2026-01-15 12:00   q4         50%     fair   +25
 01234567   2026-01-16 12:00   q5         50%     fair   +25              needs review


 Topic   Attempts   Questions   Mean   Best   Latest   Change
 ────────────────────────────────────────────────────────────
 sky            6           3   50%    50%    50%      +25
 sea            6           3   50%    50%    50%      +25


 Level   Attempts   Questions   Mean   Best   Latest   Change
 ────────────────────────────────────────────────────────────
 basic         12           6   50%    50%    50%      +25
"""

PEOPLE = """
 Candidate    Attempts   Mean   Best   Latest   Change   Tried again   New ones      Last
 ──────────────────────────────────────────────────────────────────────────────────────────────
 Sample Ana         12   50%    50%    50%      +25      better        cannot tell   2026-01-16
 Sample Ben          1   88%    88%    88%               cannot tell   cannot tell   2026-01-04

Of people who do not change, chance makes 1 in 20 look better or worse."""

TOPICS = """
 Topic   People   Answers   Mean   Band   Below 40%   Change   Most often missed
 ───────────────────────────────────────────────────────────────────────────────
 sea          3         5   48%    fair           1   +25
 sky          1         3   50%    fair           0   +25
"""

ITEMS = """
 Question   Key point   People   Mean   It is   r   90% interval   Separates
 ─────────────────────────────────────────────────────────────────────────────────
 q1         k1               3                                     cannot tell yet
 q1         k2               3                                     cannot tell yet
 q1         k3               3                                     cannot tell yet
 q1         k4               3                                     cannot tell yet
"""

FEW = """\
Nothing is said about items of fewer than 5 people.
Separation is not computed for fewer than 20 people.
"""

COMPARED = """\
first  01234567 of Sample Ana, 2026-01-02 12:00: 1 of 4 points, 25% weak
second 01234567 of Sample Ana, 2026-01-12 12:00: 2 of 4 points, 50% fair
q1

 Change   First     Second    Key point
 ───────────────────────────────────────────
 same     covered   covered   Point 1 of q1.
 gained   missing   covered   Point 2 of q1.
 same     missing   missing   Point 3 of q1.
 same     missing   missing   Point 4 of q1.

+25 points of percentage; key points: 1 gained, 0 lost."""


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize(
    ("words", "shown", "said"),
    [
        (["history", "Sample Ana"], PERSON, ""),
        (["history"], PEOPLE, "Left out, for want of a candidate: 1 answer.\n"),
        (["topics"], TOPICS, ""),
        (
            ["items", "-k", "--question", "q1"],
            ITEMS,
            FEW,
        ),
    ],
)
def test_what_a_coach_reads(run: Run, words: list[str], shown: str, said: str) -> None:
    done = run(*words)
    assert (done.exit_code, plain(done.stdout), done.stderr) == (0, shown, said)


@pytest.mark.usefixtures("spring")
def test_two_attempts_are_compared(run: Run) -> None:
    ids = [row["id"] for row in json.loads(run("history", "Sample Ana", "--json").stdout)["attempts"]]
    assert plain(run("compare", ids[1], ids[7]).stdout) == COMPARED
    done = run("compare", ids[0], ids[1])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"Error: {ids[0]} answers q0 and {ids[1]} answers q1; compare two answers to one question\n"
    assert run("compare", ids[1], ids[7], "--csv").stdout.splitlines()[2] == "k2,Point 2 of q1.,missing,covered,gained"
    assert json.loads(run("compare", ids[1], ids[7], "--json").stdout)["change"] == 25


CONFIDENCE = """

 Confidence   Answers   Expected   Earned   Above   So far
 ──────────────────────────────────────────────────────────────────
 sea                6   90%        50%      +40     over-confident
 sky                1   50%        75%      -25     cannot tell yet
 all topics         7   84%        54%      +31     cannot tell yet
"""


def test_confidence_is_held_against_what_was_earned(
    run: Run, answer: Answer, asked: Callable[..., Question], opened: Open
) -> None:
    ids = [str(answer("Sample Ana", "ccmm", day=n, question=asked(f"q{n}", topic="sea")).grade_id) for n in range(6)]
    ids.append(str(answer("Sample Ana", "cccm", day=6, question=asked("q6", topic="sky")).grade_id))
    answer("Sample Ana", "mmmm", day=7, question=asked("q7", topic="sky"))  # nothing was expected of it
    with opened() as log, writing(log):
        insert_confidences(log, zip(ids, [90.0] * 6 + [50.0], strict=True))
    assert plain(run("history", "Sample Ana").stdout).endswith(CONFIDENCE)
    assert json.loads(run("history", "Sample Ana", "--json").stdout)["topic_confidence"]["sea"] == {
        "answers": 6, "expected": 90.0, "earned": 50.0, "above": 40.0, "p": 0.0312, "judgement": "over-confident",
    }  # fmt: skip
    [row] = csv.DictReader(io.StringIO(run("history", "--csv").stdout))
    assert row["confidence"] == "cannot tell yet"  # 6 above and 1 below: p = 2 (1 + 7)/2^7 = .125


def test_the_plot_is_drawn_where_there_is_a_terminal(run: Run, spring: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert spring is None
    assert "(attempt)" not in run("history", "Sample Ana").stdout
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    assert "(attempt)" in run("history", "Sample Ana").stdout


def test_the_plot_has_a_mark_for_every_attempt() -> None:
    lines = [line.rstrip() for line in plot([0, 50, 100]).splitlines()]
    # a mark at each end and one half-way, on the rows that begin at 0, 50 and 90%
    assert [(line[:10].strip(), line.index("x") - 13) for line in lines if "x" in line] == [
        ("90", 59),
        ("50", 29),
        ("0", 0),
    ]
    assert lines[-1].split() == ["|", "1", "2", "3"]


@pytest.mark.usefixtures("spring")
def test_a_name_that_is_not_there_brings_near_ones(run: Run) -> None:
    done = run("history", "Sample An")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: no answer of 'Sample An' in the log; did you mean 'Sample Ana', 'Sample Ben'?\n"
    assert run("history", "zzz").stderr.endswith("'grader history' lists the candidates\n")


@pytest.mark.usefixtures("spring")
def test_nothing_that_matches_says_so(run: Run) -> None:
    for words in (["history"], ["history", "Sample Ana"], ["topics"], ["items"]):
        done = run(*words, "--since", "2027-01-01")
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr.endswith("matches.\n")


@pytest.mark.usefixtures("spring")
def test_a_group_is_listed_and_selects(run: Run) -> None:
    assert json.loads(run("group", "--json").stdout)["members"] == [{"group": "spring", "candidate": "Sample Ben"}]
    [row] = csv.DictReader(io.StringIO(run("history", "--group", "spring", "--csv").stdout))
    assert (row["candidate"], row["mean"], row["same_questions"]) == ("Sample Ben", "87.5", "cannot tell yet")
    assert run("group", "remove", "spring", "Sample Ben").exit_code == 0
    assert run("group").stderr == "No group has a candidate; 'grader group add NAME CANDIDATE...' makes one.\n"


def test_strange_names_are_only_text(run: Run, answer: Answer) -> None:
    answer("=[red]x\x1b[31m", "ccmm")
    shown = run("history").stdout + run("history", "=[red]x\x1b[31m").stdout
    assert "\x1b" not in shown
    assert r"=[red]x\x1b[31m" in shown
    assert run("history", "--csv").stdout.splitlines()[1].startswith("'=[red]x")


def test_numbers_are_those_of_sql_over_the_views(run: Run, opened: Open, made_up_cohort: Callable[..., None]) -> None:
    made_up_cohort(people=20, grades=400)
    with opened() as log:
        latest = (
            "select * from current_grades as one where not exists (select 1 from current_grades as later where"
            " later.candidate = one.candidate and later.question_id = one.question_id and later.number > one.number)"
        )
        topics = dict(log.execute(f"select topic, avg(percent) from ({latest}) group by topic"))  # noqa: S608
        people = dict(
            log.execute(f"select candidate, avg(percent) from ({latest}) group by candidate")  # noqa: S608
        )
        first = (
            "select question_id, count(*), avg(percent) from current_grades as one where not exists (select 1 from"
            " current_grades as earlier where earlier.candidate = one.candidate and earlier.question_id ="
            " one.question_id and earlier.number < one.number) group by question_id"
        )
        items = {id: (people, mean) for id, people, mean in log.execute(first)}
    shown = json.loads(run("topics", "--json").stdout)["topics"]
    assert {one["topic"]: one["mean"] for one in shown} == pytest.approx(topics, abs=0.051)
    shown = json.loads(run("history", "--json").stdout)["candidates"]
    assert {one["candidate"]: one["summary"]["mean"] for one in shown} == pytest.approx(people, abs=0.051)
    shown = json.loads(run("items", "--json").stdout)["items"]
    assert {one["question_id"]: one["people"] for one in shown} == {id: people for id, (people, _) in items.items()}
    for one in shown:
        assert one["mean"] is None or one["mean"] == pytest.approx(items[one["question_id"]][1], abs=0.051)
