"""`grader review`: deciding, taking back, the queue, files, and that everybody sees what counts."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.log.records import Record

Run = Callable[..., Result]
Answer = Callable[..., Record]

REVIEWED = """\
Reviewed: 3 of 4 points, 75% good, by Sample Rev. The machine gave 2 of 4 points, 50% fair.
'grader review undo 01234567' takes it back.
"""

QUEUE = """\
Answer 01234567 of Sample Ana, 2 to review

An answer.

What of sky?

50% fair: 2 of 4 points (90% interval 10 to 90%), needs review

covered           1/1  Point 1 of sky.
                       from: "An"
covered           1/1  Point 2 of sky.
                       from: "An"
missing           0/1  Which 3?
missing           0/1  Which 4?

grade 01234567; 'grader explain 01234567' shows how it came about
"""

BLIND = """\
Answer 01234567, 2 to review

What of sky?

An answer.

  1  k1: Point 1 of sky.
  1  k2: Point 2 of sky.
  1  k3: Point 3 of sky.
  1  k4: Point 4 of sky.
"""

SHOWN = """
Reviewed by Sample Rev on 2026-02-01: 3 of 4 points, 75% good, which counts.
Why: k3 is there
covered       k3
"""


def plain(text: str) -> str:
    """The output with every id and date the same, and without spaces at line ends."""
    text = re.sub(r"\b[0-9a-f]{8,16}\b", "01234567", re.sub(r"\d{4}-\d\d-\d\d", "2026-02-01", text))
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


@pytest.fixture
def ids(answer: Answer) -> list[str]:
    """Three answers: of Sample Ana in much doubt, of Sample Ben in some, of Sample Chi in none."""
    records = [
        answer("Sample Ana", "ccmm", half=40, doubtful=True),
        answer("Sample Ben", "cccm", half=30, doubtful=True),
        answer("Sample Chi", "cccc"),
    ]
    return [str(record.grade_id) for record in records]


@pytest.fixture
def review(run: Run) -> Run:
    """Run "grader review" as Sample Rev."""
    return lambda *words, **options: run("review", *words, "--reviewer", "Sample Rev", **options)


def test_a_decision_counts_everywhere_and_the_machine_s_is_kept(run: Run, review: Run, ids: list[str]) -> None:
    done = review(ids[0][:8], "--points", "3", "--reason", "k3 is there", "-k", "k3=covered")
    assert (done.exit_code, plain(done.stdout), done.stderr) == (0, REVIEWED, "")
    listed = json.loads(run("log", "--json").stdout)["grades"][-1]
    assert (listed["percent"], listed["band"], listed["needs_review"], listed["reviewer"]) == (
        75,
        "good",
        0,
        "Sample Rev",
    )
    assert plain(run("log").stdout).splitlines()[-2].endswith("reviewed by Sample Rev")
    assert SHOWN in plain(run("log", "show", ids[0]).stdout)
    shown = json.loads(run("log", "show", ids[0], "--json").stdout)
    assert (shown["percent"], shown["review"]["percent"]) == (50, 75)
    assert json.loads(run("history", "Sample Ana", "--json").stdout)["summary"]["mean"] == 75
    assert run("explain", ids[0]).exit_code == 0


def test_reviews_are_listed_with_who_when_and_why(run: Run, review: Run, ids: list[str]) -> None:
    for points, reason in (("3", "first"), ("1", "second")):
        review(ids[0], "--points", points, "--reason", reason)
    assert (
        "It takes the place of 1 of 4 points, 25% weak, by Sample Rev on" in review(ids[0], "-p", "2", "-r", "x").stdout
    )
    done = review("undo", ids[0], "-r", "a slip")
    assert done.stdout == (
        "Taken back: 2 of 4 points, 50% fair, by Sample Rev.\n"
        "What counts now: 1 of 4 points, 25% weak, by Sample Rev.\n"
    )
    rows = list(csv.DictReader(io.StringIO(run("review", "list", ids[0][:8], "--csv").stdout)))
    assert [(row["points"], row["reason"], row["stands"]) for row in rows] == [
        ("3.0", "first", "0"),
        ("1.0", "second", "1"),
        ("2.0", "x", "0"),
        ("", "a slip", "0"),
    ]
    assert json.loads(run("review", "list", "--candidate", "Sample Ben", "--json").stdout)["reviews"] == []
    assert run("review", "list", ids[1]).stderr == "No review matches.\n"


def test_who_decides_is_taken_from_the_environment(run: Run, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_REVIEWER", "Sample Eve")
    done = run("review", ids[0], "--points", "0", "--reason", "so", "--json")
    assert json.loads(done.stdout)["review"]["reviewer"] == "Sample Eve"


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["-p", "9", "-r", "so"], 1, "9 points cannot be given; give 0 to 4"),
        (["-p", "1", "-r", " "], 1, "the review has no reason; say why in a few words"),
        (["-p", "1", "-r", "so", "-k", "k1=good"], 1, "'k1=good' says nothing of a key point"),
        (["-p", "1"], 2, "Missing option '-r' / '--reason'"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Run, review: Run, ids: list[str], words: list[str], code: int, problem: str
) -> None:
    done = review(ids[0], *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert problem in done.stderr
    assert json.loads(run("review", "list", "--json").stdout)["reviews"] == []


def test_nothing_to_take_back_says_so(review: Run, ids: list[str]) -> None:
    assert review("undo", ids[0]).stderr == (
        f"Error: no review of grade {ids[0]} stands; 'grader review list' lists the reviews\n"
    )


def test_the_queue_shows_the_least_certain(run: Run, ids: list[str]) -> None:
    done = run("review", "next")
    assert (done.exit_code, plain(done.stdout)) == (0, QUEUE)
    assert done.stderr == f"\ngrader review {ids[0][:8]} --points P --reason TEXT\n"


def test_a_blind_reviewer_sees_neither_name_nor_verdict(run: Run, ids: list[str]) -> None:
    done = run("review", "next", "--blind")
    assert plain(done.stdout) == BLIND
    assert done.stderr == f"\ngrader review {ids[0][:8]} --points P --reason TEXT --blind\n"
    shown = run("review", "next", "--blind", "--json").stdout
    assert set(json.loads(shown)["grade"]) == {
        "grade_id", "question_id", "max_points", "rubric_hash", "answer", "key_points",
    }  # fmt: skip
    for hidden in ("Sample", "covered", "percent", "band", "hint"):
        assert hidden not in shown


def test_the_queue_is_walked_at_a_terminal(
    run: Run, review: Run, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    typed = "9\n\nso\n3\nk3=covered\nk3 is there\n\n"  # too many; then right; then the next is passed over
    done = review("next", input=typed)
    assert done.exit_code == 0
    assert "Not written: 9 points cannot be given; give 0 to 4" in done.stderr
    assert "Reviewed: 3 of 4 points, 75% good, by Sample Rev." in done.stdout
    assert "of Sample Ben, 1 to review" in plain(done.stdout)
    assert done.stderr.endswith("Nothing left to review.\n")
    [one] = json.loads(run("review", "list", "--json").stdout)["reviews"]
    assert (one["grade_id"], one["points"], one["reason"]) == (ids[0], 3, "k3 is there")


@pytest.mark.parametrize("typed", ["q\n", "", "3\nq\n", "3\n\n"])
def test_stopping_writes_nothing(
    run: Run, review: Run, ids: list[str], monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    assert ids
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    assert review("next", "--random", input=typed).exit_code == 0
    assert json.loads(run("review", "list", "--json").stdout)["reviews"] == []


def test_an_empty_queue_says_so(run: Run, answer: Answer) -> None:
    answer("Sample Chi", "cccc")
    assert run("review", "next").stderr == "Nothing to review.\n"
    assert "Sample Chi, 1 to review" in run("review", "next", "--all").stdout


def test_a_file_goes_out_and_comes_back(run: Run, review: Run, ids: list[str], tmp_path: Path) -> None:
    review(ids[2], "--points", "1", "--reason", '=so, "he"\nsaid\x1b[31m')
    file = tmp_path / "reviews.csv"
    text = run("review", "export").stdout
    assert [row["grade_id"] for row in csv.DictReader(io.StringIO(text))] == ids
    file.write_text(text, newline="")
    same = review("import", file)
    assert (same.exit_code, same.stdout) == (0, "")
    assert same.stderr == "0 new, 0 changed, 1 unchanged, 2 left open, 0 refused. Written.\n"

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    rows[0] |= {"points": "3", "reason": "k3 is there", "key_points": "k3=covered"}
    rows[1] |= {"points": "7", "reason": "so"}
    rows[2] |= {"points": "2"}
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, rows[0])
    table.writeheader()
    table.writerows(rows)
    file.write_text(out.getvalue(), newline="")
    planned, done = review("import", file, "--dry-run"), review("import", file)
    assert (planned.exit_code, planned.stdout) == (done.exit_code, done.stdout)
    assert done.exit_code == 3
    assert done.stdout == (
        f"new: {ids[0][:8]} 3 of 4 by Sample Rev: k3 is there\n"
        f'changed: {ids[2][:8]} 2 of 4 by Sample Rev: =so, "he"\nsaid\\x1b[31m\n'
    )
    problem, counted = done.stderr.splitlines()
    assert problem == f"{file}:3: 7 points cannot be given; give 0 to 4"
    assert counted == "1 new, 1 changed, 0 unchanged, 0 left open, 1 refused. Written."
    assert planned.stderr.splitlines()[1] == counted.replace("Written", "Nothing was written")
    listed = json.loads(run("review", "list", "--json").stdout)["reviews"]
    assert [(one["grade_id"], one["points"]) for one in listed] == [(ids[2], 1), (ids[0], 3), (ids[2], 2)]


def test_a_plan_is_json_too(run: Run, ids: list[str], tmp_path: Path) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(f"grade_id,points,reason,reviewer\n{ids[0]},1,so,Sample Eve\n")
    plan = json.loads(run("review", "import", file, "--dry-run", "--json").stdout)
    assert (plan["written"], plan["rows"][0]["outcome"]) == (False, "new")
    assert plan["rows"][0]["decision"]["reviewer"] == "Sample Eve"
