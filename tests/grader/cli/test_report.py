"""`grader report`: what it refuses, what it never overwrites, and that its figures are those of the commands."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.log.records import Record
from rubric import Question

Run = Callable[..., Result]
Answer = Callable[..., Record]


@pytest.fixture
def spring(answer: Answer, asked: Callable[..., Question], run: Run) -> None:
    """Sample Ana tries six questions twice; six others answer them once; one answer is nobody's."""
    for again, letters in ((0, "cmmm"), (1, "ccmx")):
        for n in range(6):
            answer("Sample Ana", letters, day=10 * again + n, question=asked(f"q{n}", topic="sea" if n % 2 else "sky"))
    for n in range(6):
        answer(f"Sample {n}", "cpmm", day=n, question=asked("q1", topic="sea"))
    answer(None, "mmmm", day=4, question=asked("q1", topic="sea"))
    assert run("group", "add", "spring", "Sample Ana", *(f"Sample {n}" for n in range(6))).exit_code == 0


def data(run: Run, *args: str) -> dict:
    done = run(*args, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.usefixtures("spring")
def test_the_figures_on_a_candidate_are_those_of_history(run: Run) -> None:
    report, history = data(run, "report", "Sample Ana"), data(run, "history", "Sample Ana")
    assert report["person"] == {name: history[name] for name in report["person"]}
    attempts = [{name: one[name] for name in history["attempts"][0]} for one in report["attempts"]]
    assert attempts == history["attempts"]


@pytest.mark.usefixtures("spring")
def test_the_figures_on_a_group_are_those_of_history_and_topics(run: Run) -> None:
    report = data(run, "report", "--group", "spring")
    assert report["people"] == data(run, "history", "--group", "spring")["candidates"]
    assert report["topics"] == data(run, "topics", "--group", "spring")["topics"]
    assert sum(one["answers"] for one in report["bands"]) == len(report["attempts"]) == 18


@pytest.mark.usefixtures("spring")
def test_the_selection_holds_for_every_part(run: Run) -> None:
    report = data(run, "report", "--group", "spring", "--topic", "sea", "--since", "2026-01-03")
    assert report["chosen"] == "topic sea, from 2026-01-03 on"
    assert {one["attempt"]["topic"] for one in report["answers"]} == {"sea"}
    assert (
        report["topics"]
        == data(run, "topics", "--group", "spring", "--topic", "sea", "--since", "2026-01-03")["topics"]
    )


def test_what_to_work_on_next_brings_most_first(run: Run, answer: Answer, asked: Callable[..., Question]) -> None:
    answer("Sample Ana", "cmmm", question=asked("q0"))  # superseded below
    answer("Sample Ana", "cccp", day=1, question=asked("q0"))
    answer("Sample Ana", "xc", day=2, question=asked("q1", points=2))
    advice = data(run, "report", "Sample Ana")["advice"]
    # of q1 a half is lost; of q0 half of a quarter
    assert [(one["question_id"], one["key_point_id"], one["gain"]) for one in advice] == [
        ("q1", "k1", 50.0),
        ("q0", "k4", 12.5),
    ]


@pytest.mark.usefixtures("spring")
def test_what_a_group_misses_most_comes_first(run: Run) -> None:
    [one] = data(run, "report", "--group", "spring")["advice"]
    # the latest attempts at q1: Ana's ccmx, and six times cpmm; k3 and k4 are missed in all, k3 is met first
    assert (one["question_id"], one["key_point_id"], one["missed"], one["answers"]) == ("q1", "k3", 7, 7)


def test_a_review_wins_and_both_scores_are_shown(run: Run, answer: Answer, tmp_path: Path) -> None:
    record = answer("Sample Ana", "ccmm")
    given = ("--points", "4", "--reason", "all there", "--reviewer", "Sample Rev", "-k", "k3=covered")
    assert run("review", str(record.grade_id), *given).exit_code == 0
    path = tmp_path / "r.md"
    assert run("report", "Sample Ana", "-o", path).exit_code == 0
    written = path.read_text()
    assert "100% excellent: 4 of 4 points, decided by Sample Rev" in written
    assert "all there" in written
    assert "The grader gave 50% fair: 2 of 4 points (90% interval 40 to 60%)." in written
    assert "| 3 | covered (reviewer; grader: missing) | 0 of 1 |" in written
    assert "Covered 3 of 4 key points." in written
    [one] = data(run, "report", "Sample Ana")["advice"]
    assert one["key_point_id"] == "k4"


@pytest.mark.usefixtures("spring")
def test_older_answers_are_only_counted(run: Run, tmp_path: Path) -> None:
    report = data(run, "report", "Sample Ana", "--answers", "2")
    assert [one["attempt"]["question_id"] for one in report["answers"]] == ["q5", "q4"]
    assert (len(report["attempts"]), report["left_out"]) == (12, 10)
    assert run("report", "Sample Ana", "--answers", "2", "-o", tmp_path / "r.md").exit_code == 0
    assert "The newest 2; 10 older ones are only counted above." in (tmp_path / "r.md").read_text()


@pytest.mark.usefixtures("faked")
def test_a_batch_with_rows_that_could_not_be_graded(run: Run, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "question_id,answer,candidate\nlstm,A forget gate empties the cell.,Sample Ana\nlstn,So.,Sample Ben\n"
    )
    assert run("batch", rows, "-o", tmp_path / "grades.csv").exit_code == 3
    report = data(run, "report", "--run", "last")
    assert (report["files"], len(report["answers"]), report["people"][0]["candidate"]) == (str(rows), 1, "Sample Ana")
    [row] = report["ungraded"]
    assert (row["line"], "lstn" in row["reason"]) == (3, True)
    assert run("report", "--run", "last", "-o", tmp_path / "r.md").exit_code == 0
    assert "1 answer by 1 person to 1 question; 1 row could not be graded." in (tmp_path / "r.md").read_text()


def test_a_file_is_never_replaced_silently(run: Run, answer: Answer, tmp_path: Path) -> None:
    answer("Sample Ana", "cm")
    path = tmp_path / "r.html"
    path.write_text("mine")
    done = run("report", "Sample Ana", "-o", path)
    assert (done.exit_code, path.read_text()) == (1, "mine")
    assert "name another file, or replace it with --force" in done.stderr
    assert run("report", "Sample Ana", "-o", path, "--force").exit_code == 0
    assert path.read_text().startswith("<!doctype html>")


def test_the_log_is_not_written_over(run: Run, answer: Answer, db: Path, tmp_path: Path) -> None:
    answer("Sample Ana", "cm")
    named = tmp_path / "log.html"
    db.rename(named)
    done = run("report", "Sample Ana", "--db", named, "-o", named, "--force")
    assert (done.exit_code, "is an input or an output already" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["-o", "r.html"], 2, "name one thing to report on: a CANDIDATE, a --group or a --run"),
        (["Sample Ana", "--group", "spring", "-o", "r.html"], 2, "name one thing to report on"),
        (["Sample Ana"], 2, "name the file to write, as in -o report.html, or give --json"),
        (["Sample Ana", "-o", "r.docx"], 2, "give the output a name that ends in .html"),
        (["Sample Anna", "-o", "r.html"], 1, "did you mean 'Sample Ana', "),
        (["--group", "sprig", "-o", "r.html"], 1, "no group 'sprig' in the log; did you mean 'spring'?"),
        (["--run", "last", "-o", "r.html"], 1, "there is no run in the log"),
        (["Sample Ana", "--topic", "none", "-o", "r.html"], 1, "no answer matches"),
        (["--group", "spring", "--question", "none", "-o", "r.html"], 1, "no answer matches"),
    ],
)
@pytest.mark.usefixtures("spring")
def test_what_it_cannot_report_on(run: Run, args: list[str], code: int, said: str) -> None:
    done = run("report", *args)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr
    assert not Path("r.html").exists()


@pytest.mark.parametrize(("ending", "library"), [(".html", "altair"), (".md", "jinja2"), (".pdf", "typst")])
def test_a_missing_library_is_named_with_what_to_install(
    run: Run, answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, library: str
) -> None:
    answer("Sample Ana", "cm")
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    done = run("report", "Sample Ana", "-o", tmp_path / f"r{ending}")
    assert done.exit_code == 1
    assert f"'{library}', which is not installed; pip install '.[report]'" in done.stderr
    assert not (tmp_path / f"r{ending}").exists()
