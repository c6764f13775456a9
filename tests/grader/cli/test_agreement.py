"""`grader agreement`: the whole report."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from grader.log.records import Record

Run = Callable[..., Result]
Answer = Callable[..., Record]

REPORT = """\
3 of 4 answers are reviewed, 1 of them blind; of 1 that the machine was in doubt about, 1.

                                   Value   90% interval
 ──────────────────────────────────────────────────────
 QWK                               0.800
 same band                         0.667
 same or neighbouring band         1.000
 Pearson r                         0.866
 mean absolute difference, %       8.3
 machine less person, %            -8.3
 in the machine's 90% interval     0.667
 same status of key point (of 1)   1.000

Of fewer than 10 reviews no interval is given.


 Reviewer     Reviews   Same band   Machine less person
 ──────────────────────────────────────────────────────
 Sample Rev         3   67%         -8.3


 Grade      Question   Machine    Person     Reviewer     Why
 ────────────────────────────────────────────────────────────────
 01234567   sky        50% fair   75% good   Sample Rev   3 it is
"""


@pytest.fixture
def reviewed(answer: Answer, run: Run) -> list[str]:
    """Four answers, three reviewed: machine fair, fair, excellent; people fair, good, excellent."""
    records = [answer(f"Sample {n}", say, doubtful=n == 1) for n, say in enumerate(("ccmm", "ccmm", "cccc", "mmmm"))]
    ids = [str(record.grade_id) for record in records]
    for id, points, more in zip(ids, (2, 3, 4), (["--blind"], ["-k", "k1=covered"], []), strict=False):
        words = ["--points", str(points), "--reason", f"{points} it is", "--reviewer", "Sample Rev", *more]
        assert run("review", id, *words).exit_code == 0
    return ids


def test_the_report(run: Run, reviewed: list[str]) -> None:
    # bands 2 2 4 and 2 3 4: observed squares 1, expected (0 1 4, twice, and 4 1 0) / 3 = 5, QWK 1 - 1/5
    done = run("agreement")
    assert (done.exit_code, done.stderr) == (0, "")
    shown = done.stdout.replace(reviewed[1][:8], "01234567")
    assert "\n".join(line.rstrip() for line in shown.splitlines()) == REPORT


def test_for_programs(run: Run, reviewed: list[str]) -> None:
    found = json.loads(run("agreement", "--json").stdout)
    assert (found["schema_version"], found["coverage"]["reviewed"], found["exact"]) == (1, 3, 0.6667)
    assert [one["grade_id"] for one in found["disagreements"]] == [reviewed[1]]
    assert (
        run("agreement", "--csv").stdout.splitlines()[1].startswith(f"{reviewed[1]},sky,Sample 1,50.0,fair,75.0,good,")
    )
    assert json.loads(run("agreement", "--blind", "--json").stdout)["exact"] == 1


def test_reviews_of_doubtful_answers_alone_are_said_to_be_so(run: Run, answer: Answer) -> None:
    record = answer("Sample Ana", "ccmm", doubtful=True)
    run("review", str(record.grade_id), "--points", "2", "--reason", "so", "--reviewer", "Sample Rev")
    assert "Most reviewed answers are ones the machine was in doubt about" in run("agreement").stdout


def test_from_ten_reviews_on_there_is_an_interval(run: Run, answer: Answer) -> None:
    for n in range(10):
        record = answer(f"Sample {n}", "ccmm" if n % 2 else "cccc")
        words = ["--points", "4" if n % 4 else "2", "--reason", "so", "--reviewer", "Sample Rev"]
        run("review", str(record.grade_id), *words)
        found = json.loads(run("agreement", "--json").stdout)
        assert (found["exact_interval"] is not None) == (n == 9)
    low, high = found["exact_interval"]
    assert low <= found["exact"] <= high


def test_without_reviews(run: Run, answer: Answer) -> None:
    answer("Sample Ana", "ccmm")
    assert run("agreement").stdout.splitlines()[1] == "No review to compare with."
