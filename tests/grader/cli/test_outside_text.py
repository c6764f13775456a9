"""What others wrote steers no terminal, whatever the command, and is no SQL.

Every command is either here or named as one that shows nothing of others: a new one has to say which.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import Result
from msgspec import structs

from grader.answers.rows import BadRow
from grader.calibration import shipped
from grader.cli import main
from grader.cli.results import to_stdout
from grader.grading import Grader
from grader.log.checking import findings
from grader.log.groups import add
from grader.log.opening import open_log
from grader.log.reviews import Decision, insert_reviews
from grader.log.store import append
from rubric.bank import questions
from rubric.loading import load_file
from rubric.writing import to_toml

Run = Callable[..., Result]

STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
NASTY = "x\x1b[2J\x1b]0;t\x07\x9b31m\x08[red]=1'; drop table grades; --"
WORDS = "The forget gate keeps the cell state."

COMMANDS = [
    "agreement --disagreements 3",
    "batch ANSWERS --no-log -o OUT --rubrics RUBRIC --force",
    "batch ANSWERS --dry-run --rubrics RUBRIC",
    "calibrate fit RATED --scale SCALE",
    "calibrate show --scale SCALE",
    "calibrate undo --scale SCALE",
    "candidate export NASTY -o EXPORT --force",
    "candidate forget NASTY --dry-run",
    "candidate list",
    "compare FIRST SECOND",
    "duplicates",
    "evaluate RATED --disagreements 2 --per-question",
    "explain FIRST",
    "explain FIRST --verify",
    "export --json",
    "export -o TABLE -k POINTS --anki DECK --force",
    "grade nasty TEXT -c NASTY --rubrics RUBRIC",
    "group add NASTY NASTY",
    "group import ROSTER --dry-run",
    "group list",
    "group remove NASTY NASTY",
    "history",
    "history NASTY",
    "items",
    "log check",
    "log list",
    "log runs",
    "log show FIRST",
    "practice nasty --rubrics RUBRIC",
    "questions list --rubrics RUBRIC",
    "questions show nasty --answers --rubrics RUBRIC",
    "regrade --dry-run --all --rubrics RUBRIC",
    "report NASTY -o REPORT --force",
    "review add FIRST -p 1 -r NASTY --reviewer NASTY",
    "review export --all --json",
    "review import REVIEWS --dry-run",
    "review list",
    "review next",
    "review undo FIRST -r NASTY --reviewer NASTY",
    "rubric check RUBRIC",
    "rubric draft MARKDOWN -o DRAFTS --force",
    "rubric test RUBRIC",
    "rubric train RUBRIC --answers ANSWERS --dry-run",
    "topics",
]
"""With an upper-case word where a test's own file, grade or text goes."""

NOTHING_OF_OTHERS = {
    "doctor": "names of files and errors only, each line escaped; it loads the real models, and has tests of its own",
    "log backup": "only the names that were given, tested with the failures",
    "log salvage": "only the names of tables",
    "log path": "only the name that was given, for a shell to use",
    "serve": "only an address and a token; what its pages show is tested in tests/grader/dashboard",
    "selftest invariance": "only what is shipped",
    "selftest polarity": "only what is shipped",
}


@pytest.fixture
def words(run: Run, db: Path, tmp_path: Path, fake_grader: Grader, faked: None) -> dict[str, str]:  # noqa: ARG001 - a fixture is asked for by its name
    """A log and files full of outside text, and what the upper-case words stand for."""
    del run
    plain = next(question for question in questions() if question.id == "lstm")
    question = structs.replace(
        plain,
        id="nasty",
        number=None,
        prompt=f"Why? {NASTY}",
        topic=NASTY,
        follow_ups=(NASTY,),
        reference_answers=tuple(f"{answer} {NASTY}" for answer in plain.reference_answers),
        key_points=tuple(
            structs.replace(point, text=f"{point.text} {NASTY}", hint=NASTY, wordings=(*point.wordings, NASTY))
            for point in plain.key_points
        ),
    )
    (tmp_path / "nasty.toml").write_text(to_toml(question), encoding="utf-8")
    question = load_file(tmp_path / "nasty.toml")
    answer = f"{WORDS} {NASTY}. {question.key_points[0].text}"
    with open_log(db) as log:
        graded = [fake_grader.grade(question, answer), fake_grader.grade(question, f"{NASTY} again")]
        made = append(log, graded, [NASTY, NASTY], datetime.now(UTC), shipped())
        said = Decision(
            grade_id=str(made[0].grade_id), first_id=str(made[0].grade_id), max_points=made[0].grade.max_points,
            reviewer=NASTY, points=1, reason=NASTY,
        )  # fmt: skip
        insert_reviews(log, [said], datetime.now(UTC))
        add(log, NASTY, [NASTY])
    rows = [{"id": NASTY, "question_id": name, "candidate": NASTY, "answer": answer} for name in ("nasty", NASTY)]
    rated = {"answer": answer, "question": NASTY, "reference": f"{WORDS} {NASTY}", "score": 1, "score_max": 2}
    files = {
        "ANSWERS": ("answers.jsonl", "".join(json.dumps(row) + "\n" for row in rows)),
        "RATED": ("rated\x1b[2J.jsonl", "".join(json.dumps(rated | {"score": n}) + "\n" for n in (0, 1, 2))),
        "REVIEWS": ("reviews.csv", f'grade_id,points,reason\n"{NASTY}",1,"{NASTY}"\n{made[1].grade_id},1,"{NASTY}"\n'),
        "ROSTER": ("roster.csv", f'group,candidate\n"{NASTY}","{NASTY}"\n"{NASTY} 2","{NASTY}"\n'),
        "MARKDOWN": ("draft\x1b[2J.md", f"# {NASTY}\n\n{WORDS} {NASTY}\n\n# Empty {NASTY}\n"),
    }
    for name, text in files.values():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {
        **{word: str(tmp_path / name) for word, (name, _) in files.items()},
        "RUBRIC": str(tmp_path / "nasty.toml"), "OUT": str(tmp_path / "out.csv"), "EXPORT": str(tmp_path / "e.json"),
        "TABLE": str(tmp_path / "t.csv"), "POINTS": str(tmp_path / "p.xlsx"), "DECK": str(tmp_path / "d.apkg"),
        "SCALE": str(tmp_path / "scale.json"), "REPORT": str(tmp_path / "r.html"), "DRAFTS": str(tmp_path / "drafts"),
        "NASTY": NASTY, "TEXT": answer,
        "FIRST": str(made[0].grade_id), "SECOND": str(made[1].grade_id),
    }  # fmt: skip


def test_no_command_lets_outside_text_steer_the_terminal(run: Run, words: dict[str, str], db: Path) -> None:
    steered = []
    for command in COMMANDS:
        done = run(*(words.get(word, word) for word in command.split()), input=f"{WORDS} {NASTY}\n.\n")
        assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)
        if found := STEERS.search(done.output):
            steered.append((command, done.output[max(found.start() - 80, 0) : found.end() + 80]))
    assert steered == []
    with open_log(db) as log:
        assert list(findings(log)) == []
        assert log.table("grades").count >= 2


@pytest.mark.parametrize("command", ["log list", "history", "items", "topics", "review list", "review export"])
def test_outside_text_is_no_sql(run: Run, words: dict[str, str], db: Path, command: str) -> None:
    for option in ("--candidate", "--question", "--topic", "--group"):
        for text in (NASTY, "' or '1'='1", '" or ""="', "x') union select 1 --", "%", "_"):
            run(*command.split(), option, text)
    for text in ("' or '1'='1", "x' or id like '%", "%"):
        assert run("log", "show", text).exit_code == 1
    with open_log(db) as log:
        assert list(findings(log)) == []
        assert log.table("grades").count == 2
    assert json.loads(run("log", "list", "-c", "' or '1'='1", "--json").stdout)["grades"] == []
    assert len(json.loads(run("log", "list", "-c", words["NASTY"], "--json").stdout)["grades"]) == 2


@pytest.mark.usefixtures("words")
def test_ids_are_no_paths(run: Run, db: Path, tmp_path: Path) -> None:
    """Ids of rows and candidates are only ever values; those that name files are checked."""
    below = tmp_path / "below"
    below.mkdir()
    beside = {path.name for path in tmp_path.iterdir()}
    model = below / "model.txt"
    model.write_text(WORDS)
    assert "is no id" in run("rubric", "draft", "Why?", model, "--id", "../x", "-o", below).stderr
    rubric = below / "x.toml"
    rubric.write_text(
        (tmp_path / "nasty.toml").read_text(encoding="utf-8").replace('"nasty"', '"../x"'), encoding="utf-8"
    )
    assert run("questions", "--rubrics", rubric).exit_code == 2
    rows = below / "rows.csv"
    rows.write_text("id,question_id,candidate,answer\n../../x,lstm,../x,It has gates.\n")
    assert run("batch", rows, "-o", below / "out.csv").exit_code == 0
    with open_log(db) as log:
        row = next(log.table("runs").rows)
        log.table("runs").insert({**row, "id": "../x"})
        log.table("run_events").insert({"run_id": "../x", "created": row["created"], "state": "started"})
    refused = run("batch", "--resume")
    assert refused.exit_code == 1
    assert "run ../x is damaged in the log, in its row: its id is none that was ever given" in refused.stderr
    new = {path.name for path in tmp_path.iterdir()} - beside
    assert {name for name in new if not name.startswith(db.name)} <= {"cache"}


def test_json_for_a_terminal_has_no_controls(run: Run, words: dict[str, str]) -> None:
    for command in ("log list", "log show last", "history", "review list", "candidate list"):
        shown = run(*command.split(), "--json").stdout
        assert not STEERS.search(shown)
        assert words["NASTY"] in _texts(json.loads(shown))


def test_results_at_a_terminal_have_no_controls(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    for as_json in (False, True):
        with to_stdout("answer", as_json=as_json) as output:
            output.write([BadRow(NASTY, 1, NASTY, NASTY)])
    assert not STEERS.search(screen.getvalue())
    assert r"x\x1b[2J" in screen.getvalue()


def _texts(data: object) -> str:
    """All texts in the data."""
    if isinstance(data, dict):
        data = list(data.values())
    return " ".join(map(_texts, data)) if isinstance(data, list) else str(data)


def test_every_command_is_accounted_for() -> None:
    there = {" ".join(path) for path in _commands(main, ())}
    tested = {name for name in there if any(f"{command} ".startswith(f"{name} ") for command in COMMANDS)}
    assert there - tested == set(NOTHING_OF_OTHERS)


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        yield path
        return
    for name, child in command.commands.items():
        yield from _commands(child, (*path, name))
