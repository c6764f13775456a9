"""What must hold of every case, whatever it is. What does not is an AssertionError or an error of the program.

The encoder is the fake, for speed: nothing here says anything about judgement. `bench.grader` may be the real one.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import msgspec
from click.testing import CliRunner

from grader.answers.markdown import plain_text, sections
from grader.answers.rows import AnswerRow, BadRow, Source
from grader.answers.text import read_text
from grader.answers.writing import Result, ResultWriter
from grader.batch.fingerprint import fingerprint
from grader.batch.items import read_items
from grader.batch.pipeline import results, windows
from grader.cli import main
from grader.cli.render import highlighted, print_grade
from grader.drafting.draft import draft_all
from grader.errors import AnswerError, GraderError
from grader.evaluation.graded_rows import read_rated
from grader.grading import Graded, Grader
from grader.log.checking import findings
from grader.log.current import attempt_points, attempts
from grader.log.opening import open_log
from grader.log.records import Record, stamped
from grader.log.store import append, find
from grader.reviewing.importing import Plan
from grader.reviewing.importing import read_rows as read_reviews
from rubric import Question
from rubric.catalogue import Catalogue, open_catalogue
from rubric.checking import check_structure
from rubric.errors import RubricError
from rubric.identity import content_hash, from_document, to_document
from rubric.loading import load_file, parse
from rubric.writing import to_toml
from tests.fuzz.cases import TABLES, Case

WINDOW = 64
STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What must reach no terminal."""

EXPECTED = {0, 1, 2, 3}
"""Exit codes of the program."""


@dataclass
class Bench:
    """A folder to work in, a grader, and a log with one grade."""

    folder: Path
    grader: Grader
    catalogue: Catalogue = field(default_factory=open_catalogue)
    record: Record | None = None

    @property
    def log(self) -> Path:
        """The log that whole commands write."""
        return self.folder / "log.db"

    def prepare(self) -> None:
        """Write a grade, for reviews to be about."""
        question = self.catalogue.find("lstm")
        with open_log(self.log) as log:
            one = self.grader.grade(question, "It has gates.")
            [self.record] = append(log, [one], ["Sample Ana"], datetime.now(UTC), self.grader.calibration)


def hold(case: Case, bench: Bench, *, whole: bool) -> str:
    """Hold the case to all that must be; with `whole`, whole commands, too. Returns what became of it, in a word."""
    path = case.write(bench.folder)
    try:
        became = _HOLDS[case.kind](case, path, bench)
    except (GraderError, RubricError) as error:
        _refusal(case, error)
        became = "refused"
    if whole:
        _hold_commands(case, path, bench)
    return became


def _refusal(case: Case, error: GraderError | RubricError) -> None:
    """It says what is wrong and what to do, and no row that is known to be good is lost."""
    assert error.problem.strip()
    assert error.remedy.strip()
    assert case.rows is None, f"{case.rows} rows are lost: {error}"


def _file(case: Case, path: Path, bench: Bench) -> str:
    """Every row of a file of answers is graded or reported with a reason, and so it is written."""
    source = Source(path, format=case.kind, **case.options)
    done: list[Result] = []
    for window in windows(read_items([source], bench.catalogue, [fingerprint(path)]), WINDOW):
        good = [
            (item.question, item.row.answer) for item in window if item.question and isinstance(item.row, AnswerRow)
        ]
        graded = bench.grader.grade_together(good)
        for one in graded:
            _grade(one)
        who = [item.row.candidate for item in window if isinstance(item.row, AnswerRow)]
        done += results(window, stamped(graded, who, datetime.now(UTC)))
    assert all(row.reason.strip() for row in done if isinstance(row, BadRow))
    assert case.rows is None or case.rows == len(done), f"{case.rows} rows became {len(done)}"
    _written(done)
    return "bad rows" if any(isinstance(row, BadRow) for row in done) else "graded"


def _written(done: list[Result]) -> None:
    table, lines = io.StringIO(newline=""), io.StringIO()
    for file, as_json in ((table, False), (lines, True)):
        writer = ResultWriter(file, as_json=as_json, level="answer")
        for one in done:
            writer.write(one)
        file.getvalue().encode()
    rows = list(csv.reader(io.StringIO(table.getvalue(), newline="")))
    assert len(rows) == len(done) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+@\t\r\n\uff1d")]
    assert len([json.loads(line) for line in lines.getvalue().split("\n")[:-1]]) == len(done)


def _grade(one: Graded) -> None:
    """The grade is within its range, quotes the answer to the letter, and is plain data."""
    grade = one.grade
    assert 0 <= grade.percent <= 100
    assert 0 <= grade.interval[0] <= grade.interval[1] <= 100
    for point in grade.key_points:
        if point.evidence:
            assert one.answer[point.evidence.start : point.evidence.end] == point.evidence.text
    json.loads(msgspec.json.encode(grade))


def _answer(case: Case, _path: Path, bench: Bench) -> str:
    answer = case.data.decode("utf-8", "surrogatepass")
    question = bench.catalogue.find(case.options["question"])
    try:
        graded = bench.grader.grade(question, answer)
    except AnswerError:
        assert not answer.isprintable() or len(answer) > 100_000
        raise
    _grade(graded)
    with open_log(bench.log) as log:
        [record] = append(log, [graded], [answer[:50]], datetime.now(UTC), bench.grader.calibration)
        assert find(log, str(record.grade_id)).record == record
        with redirect_stdout(io.StringIO()) as screen:
            print_grade(question, record)
        log.execute("delete from key_points where grade_id = ?", [record.grade_id])
        log.execute("delete from grades where id = ?", [record.grade_id])
    highlighted(answer, graded.grade)
    assert not STEERS.search(screen.getvalue())
    return "graded"


def _rubric(_case: Case, path: Path, bench: Bench) -> str:
    """A rubric that loads can be identified, kept, written, checked and graded by."""
    try:
        question = load_file(path)
    except RubricError as error:
        if error.key != "id":
            raise
        question = parse(tomllib.loads(path.read_text("utf-8-sig")), "case")  # all but the file's name
    document = msgspec.json.decode(msgspec.json.encode(to_document(question)))
    assert content_hash(from_document(document, "log")) == content_hash(question)
    assert content_hash(parse(tomllib.loads(to_toml(question)), "written")) == content_hash(question)
    list(check_structure(question))
    _grade(bench.grader.grade(question, _said(question)))
    return "graded"


def _said(question: Question) -> str:
    return question.reference_answers[0].replace("\0", "")[:500]


def _reviews(case: Case, path: Path, bench: Bench) -> str:
    assert bench.record
    path.write_bytes(case.data.replace(b"GRADE", str(bench.record.grade_id).encode()))
    rows = read_reviews(path)
    with open_log(bench.log) as log:
        plan = Plan(attempts(log), attempt_points(log), "Sample Kim")
        planned = [plan.of(line, row) for line, row in rows]
    assert all(one.problem for one in planned if one.outcome == "refused")
    return "refused" if any(one.outcome == "refused" for one in planned) else "taken"


def _rated(_case: Case, path: Path, bench: Bench) -> str:
    rows = read_rated(path, bench.catalogue)
    return "read" if rows else "empty"


def _markdown(_case: Case, path: Path, _bench: Bench) -> str:
    text = read_text(path)
    plain_text(text)
    found = [(heading, answer) for heading, answer in sections(text) if answer.strip() and heading.strip()]
    for one in draft_all(found):
        written = to_toml(one.question, {"": [doubt.text for doubt in one.doubts]})
        assert content_hash(parse(tomllib.loads(written), "draft")) == content_hash(one.question)
    return "drafted"


_HOLDS: dict[str, Callable[[Case, Path, Bench], str]] = {
    **dict.fromkeys(TABLES, _file),
    "answer": _answer,
    "rubric": _rubric,
    "reviews": _reviews,
    "rated": _rated,
    "markdown": _markdown,
}

_COMMANDS: dict[str, list[list[str]]] = {
    **{kind: [["batch", "CASE", "-o", "OUT.csv", "--force"], ["batch", "CASE", "--dry-run"]] for kind in TABLES},
    "answer": [["grade", "lstm", "-f", "CASE"], ["log", "show", "last"], ["explain", "last"]],
    "rubric": [["rubric", "check", "CASE"], ["questions", "--rubrics", "CASE"]],
    "reviews": [["review", "import", "CASE", "--dry-run"], ["review", "list"]],
    "rated": [["evaluate", "CASE", "--disagreements", "1"]],
    "markdown": [["rubric", "draft", "CASE", "-o", "drafts", "--force"]],
}


def _hold_commands(case: Case, path: Path, bench: Bench) -> None:
    """Commands end with a code that docs/cli.md names, and steer no terminal; the log stays whole."""
    names = {"CASE": str(path), "OUT.csv": str(bench.folder / "out.csv"), "drafts": str(bench.folder / "drafts")}
    environment = {"GRADER_DB": str(bench.log), "GRADER_CACHE": str(bench.folder / "cache"), "NO_COLOR": "1"}
    with _faked(bench.grader):
        for command in _COMMANDS[case.kind]:
            done = CliRunner().invoke(main, [names.get(word, word) for word in command], env=environment)
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception
            assert done.exit_code in EXPECTED, done.output
            assert not STEERS.search(done.output), f"{command} steers the terminal: {done.output!r}"
    with open_log(bench.log) as log:
        assert list(findings(log)) == []


@contextmanager
def _faked(grader: Grader) -> Iterator[None]:
    """No command loads a model: all use the bench's."""
    with (
        patch("grader.embedding.load_encoder", lambda *_: grader.encoder),
        patch("grader.verifier.load_verifier", lambda *_: grader.verifier),
    ):
        yield
