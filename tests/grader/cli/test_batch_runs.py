"""`grader batch` as a run: stopped and resumed, tried again, picked from, planned. The fake grades."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.grading import Grader

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("faked")
QUESTIONS = ("gan", "lstm", "nope")
ROWS = 30
SUNNY = """id = "sunny"\nprompt = "Why?"\ntopic = "t"\nlevel = "basic"\nreference_answers = ["It is so."]
[[key_points]]\nid = "a"\ntext = "It is blue."\nhint = "Look."\n"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.jsonl"
    rows = [{"id": f"r{n}", "question_id": QUESTIONS[n % 3], "answer": f"Number {n}."} for n in range(ROWS)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def run_of(done: Result) -> str:
    return re.findall(r"as run (\w+)", done.stderr)[-1]


def without_ids(file: Path) -> list[str]:
    """The lines of a file, but for ids of grades and times."""
    return re.sub(r"\b[0-9a-f]{16}\b|\d{4}-\d\d-\d\dT[\d:+]+", "-", file.read_text()).splitlines()


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(), newline="")))


def states(run: Run) -> list[tuple[str, int, int]]:
    rows = json.loads(run("log", "runs", "--json").stdout)["runs"]
    return [(row["state"], row["graded"], row["failed"]) for row in rows]


@pytest.fixture
def whole(run: Run, answers: Path, tmp_path: Path) -> Path:
    out = tmp_path / "whole.csv"
    assert run("batch", answers, "-o", out).exit_code == 3
    return out


@pytest.mark.parametrize("limit", [1, 8, 29])
def test_a_limited_run_goes_on_as_if_it_had_not_stopped(
    run: Run, answers: Path, whole: Path, tmp_path: Path, limit: int
) -> None:
    out, points = tmp_path / "out.csv", tmp_path / "points.jsonl"
    first = run("batch", answers, "-o", out, "-k", points, "--limit", limit)
    id = run_of(first)
    assert first.stderr.endswith(f" as run {id}; go on with 'grader batch --resume {id}'\n")
    assert len(rows_of(out)) == limit
    again = run("batch", "--resume")
    assert again.exit_code == 3
    assert again.stderr.endswith(f"20 of 30 rows graded, logged in {tmp_path / 'log.db'} as run {id}\n")
    assert without_ids(out) == without_ids(whole)
    assert len({json.loads(line)["grade_id"] for line in points.read_text().splitlines()}) == 20
    assert states(run) == [("finished", 20, 10)] * 2


def test_a_torn_line_is_made_whole(run: Run, answers: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run("batch", answers, "-o", out, "--limit", "20")
    out.write_bytes(out.read_bytes()[:-7])
    assert run("batch", "--resume").exit_code == 3
    assert without_ids(out) == without_ids(whole)


def test_an_output_that_somebody_changed_is_kept(run: Run, answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    id = run_of(run("batch", answers, "-o", out, "--limit", "20"))
    out.write_text(out.read_text() + "my own notes\n")
    done = run("batch", "--resume", id)
    assert done.exit_code == 1
    problem = f"Error: {out} is not the output of this run, or was changed since"
    assert f"{problem}; name another file with -o (or -k), or replace it with --force\n" in done.stderr
    assert out.read_text().endswith("my own notes\n")
    assert run("batch", "--resume", id, "--force").exit_code == 3
    assert "my own notes" not in out.read_text()


def test_results_go_on_stdout_from_the_beginning(run: Run, answers: Path) -> None:
    first = run("batch", answers, "--limit", "10")
    again = run("batch", answers, "--resume")
    assert again.stdout.startswith(first.stdout)
    assert len(list(csv.reader(again.stdout.splitlines()))) == ROWS + 1


def test_a_finished_run_writes_its_results_again(run: Run, whole: Path, tmp_path: Path) -> None:
    first = whole.read_bytes()
    done = run("batch", "--resume", "-o", tmp_path / "again.csv")
    assert done.exit_code == 3
    assert (tmp_path / "again.csv").read_bytes() == first
    assert states(run) == [("finished", 20, 10)]


def test_the_word_for_the_run_may_be_a_file(run: Run, answers: Path) -> None:
    run("batch", answers, "--limit", "10")
    assert run("batch", "--resume", answers).exit_code == 3
    assert states(run) == [("finished", 20, 10)]


def test_rows_that_failed_are_tried_again(run: Run, tmp_path: Path) -> None:
    file, out, rubric = tmp_path / "answers.csv", tmp_path / "out.csv", tmp_path / "sunny.toml"
    file.write_text("question_id,answer\ngan,a\nsunny,It is blue.\nlstm,b\n")
    first = run("batch", file, "-o", out)
    assert (first.exit_code, states(run)) == (3, [("finished", 2, 1)])
    rubric.write_text(SUNNY)
    again = run("batch", "--resume", "--retry-failed", "--rubrics", rubric)
    assert (again.exit_code, states(run)) == (0, [("finished", 3, 0)])
    rows = rows_of(out)
    assert [(row["question_id"], row["line"], row["error"]) for row in rows] == [
        ("gan", "2", ""), ("sunny", "3", ""), ("lstm", "4", "")
    ]  # fmt: skip
    assert run("log", "check").exit_code == 0


@pytest.mark.parametrize(("only", "ids"), [(["r4"], ["r4"]), (["gan", "r1"], ["r0", "r1", "r3", "r6", "r9"])])
def test_only_some_rows_are_graded(run: Run, answers: Path, only: list[str], ids: list[str]) -> None:
    words = [word for id in only for word in ("--only", id)]
    rows = [json.loads(line) for line in run("batch", answers, "--json", *words).stdout.splitlines()]
    assert [row["source"]["id"] for row in rows][: len(ids)] == ids
    first = run("batch", answers, "--json", *words, "--limit", "1")
    assert first.exit_code == 0
    again = [json.loads(line) for line in run("batch", "--resume").stdout.splitlines()]
    assert [row["source"] for row in again] == [row["source"] for row in rows]


def test_a_dry_run_says_what_the_run_does(run: Run, answers: Path, db: Path) -> None:
    plan = run("batch", answers, "--dry-run")
    assert plan.exit_code == 3
    assert plan.stdout.splitlines()[0] == f"{answers}:3: unknown question 'nope'; 'grader questions' lists them all"
    assert plan.stdout.splitlines()[-1] == "30 rows: 20 to grade, 10 that cannot be graded"
    assert not db.exists()
    run("batch", answers, "--limit", "9")
    rest = run("batch", "--resume", "--dry-run", "--json")
    found = json.loads(rest.stdout)
    reasons = found.pop("bad_rows")
    assert [row["id"] for row in reasons] == ["r11", "r14", "r17", "r20", "r23", "r26", "r29"]
    assert found == {
        "schema_version": 1, "run": found["run"], "rows": 30, "graded_already": 6, "failed_already": 3,
        "to_grade": 14, "bad": 7, "gaps": False,
    }  # fmt: skip
    assert states(run) == [("stopped", 6, 3)]


def test_a_run_of_the_same_file_that_is_not_finished_is_mentioned(run: Run, answers: Path) -> None:
    id = run_of(run("batch", answers, "--limit", "9"))
    done = run("batch", answers, "--limit", "9")
    assert f"run {id} of the same files is not finished; --resume {id} would go on with it\n" in done.stderr


def test_another_grader_does_not_go_on(
    run: Run, answers: Path, fake_grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.models import ModelIdentity

    id = run_of(run("batch", answers, "--limit", "9"))
    monkeypatch.setattr(type(fake_grader.encoder), "identity", ModelIdentity("fake", "1" * 64))
    done = run("batch", "--resume")
    problem = f"run {id} began with another grader: weights_hash was {'0' * 64} and is {'1' * 64}"
    remedy = "go on with the one it began with, or start a new batch without --resume"
    assert (done.exit_code, done.stderr) == (1, f"Error: {problem}; {remedy}\n")


def test_another_rubric_does_not_go_on(run: Run, tmp_path: Path) -> None:
    file, rubric = tmp_path / "answers.csv", tmp_path / "sunny.toml"
    file.write_text("question_id,answer\nsunny,It is blue.\nsunny,It is wide.\n")
    rubric.write_text(SUNNY)
    id = run_of(run("batch", file, "--rubrics", rubric, "--limit", "1"))
    rubric.write_text(SUNNY.replace("blue", "green"))
    done = run("batch", "--resume")
    problem = f"the rubric of sunny changed since run {id} began"
    remedy = "bring back the old one to go on, or start a new batch without --resume"
    assert (done.exit_code, done.stderr) == (1, f"Error: {problem}; {remedy}\n")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "Missing argument 'FILES...'."),
        (["--retry-failed", "a.csv"], 2, "--retry-failed tries the rows of a run again; name it with --resume"),
        (["--resume", "-n"], 2, "--resume goes on with a run in the log; leave out --no-log"),
        (["--resume", "--sheet", "A"], 2, "a run keeps the --sheet it was started with; leave it out, or start anew"),
        (["--resume", "--model", "x"], 2, "a run keeps the --model it was started with; leave it out, or start anew"),
        (["--resume", "zzz"], 1, "there is no run 'zzz' in the log; 'grader log runs' lists them"),
        (["--resume", "%"], 1, "there is no run '%' in the log; 'grader log runs' lists them"),
    ],
)
def test_calls_that_make_no_sense_say_so(run: Run, whole: Path, words: list[str], code: int, message: str) -> None:
    assert whole.exists()
    done = run("batch", *words)
    assert done.exit_code == code
    assert done.stderr.endswith(f"Error: {message}\n")


def test_a_run_is_resumed_where_its_files_are(run: Run, answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(answers.parent)
    id = run_of(run("batch", answers.name, "--limit", "9"))
    (answers.parent / "elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    done = run("batch", "--resume")
    assert (done.exit_code, done.stderr) == (
        1,
        f"Error: answers.jsonl does not exist; run {id} was started in {answers.parent}; resume it there\n",
    )


def test_other_files_are_another_run(run: Run, answers: Path, tmp_path: Path) -> None:
    id = run_of(run("batch", answers, "--limit", "9"))
    other = tmp_path / "other.jsonl"
    other.write_text(answers.read_text())
    assert f"there is no run of {other} in the log" in run("batch", other, "--resume").stderr
    assert f"run {id} graded {answers}; leave the files out" in run("batch", other, "--resume", id).stderr


def test_without_a_log_a_batch_says_that_the_rest_is_lost(run: Run, answers: Path, db: Path) -> None:
    done = run("batch", answers, "-n", "--limit", "10")
    rest = "without a log, the rest can only be graded from the beginning"
    assert done.stderr.endswith(f"7 of 30 rows graded; {rest}\n")
    assert not db.exists()
