"""`grader practice`: a question, an answer typed at leisure, the grade at once."""

import random
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.answering import COMMANDS, Quit, edit_lines, read_answer, read_confidence
from grader.cli.judge_options import judge_options
from grader.cli.judge_report import waiting_for
from grader.cli.options import ModelChoice, candidate_option, db_option, json_option, rubrics_option, scored_options
from grader.cli.output import visible
from grader.cli.practice_due import Asked, ask_due, list_due
from grader.cli.session import check_log, load_grader, load_judge, saved
from grader.errors import AnswerError
from grader.llm_judge.choice import JudgeChoice
from rubric import Question
from rubric.catalogue import Catalogue, open_catalogue

if TYPE_CHECKING:
    from grader.grading import Grader
    from grader.llm_judge.judge import Judge
    from grader.log.records import Record


@click.command()
@click.argument("question_id", required=False)
@click.option("--topic", help="Only questions of this topic.")
@click.option("-n", "--count", type=click.IntRange(min=1), default=1, show_default=True, help="How many questions.")
@click.option("--due", is_flag=True, help="Ask what the candidate is about to forget, the most urgent first.")
@click.option("--confidence", is_flag=True, help="Ask before each grade what you expect; 'grader history' compares.")
@candidate_option
@click.option("--no-log", is_flag=True, help="Do not write grades to the log.")
@rubrics_option
@json_option
@db_option
@scored_options
@judge_options
def practice(
    question_id: str | None,
    topic: str | None,
    count: int,
    due: bool,
    confidence: bool,
    candidate: str | None,
    no_log: bool,
    rubrics: tuple[Path, ...],
    as_json: bool,
    db: Path,
    models: ModelChoice,
    judge: JudgeChoice | None,
) -> None:
    """Practise QUESTION_ID, or questions drawn at random, or, with --due, those whose time has come.

    Every answer in the log says which key points a person has and which not. What was missed comes
    back the next day, what was covered after a time that grows with every success. --due --json
    lists what is due and asks nothing. docs/coaching.md says how.
    """
    if question_id is not None and due:
        raise click.UsageError("give QUESTION_ID or --due, not both")
    if as_json and not due:
        raise click.UsageError("--json lists what is due; give --due as well")
    catalogue = open_catalogue(rubrics)
    questions = [catalogue.find(question_id)] if question_id is not None else _select(catalogue, topic)
    if as_json:
        list_due(db, candidate, questions)
        return
    asked = ask_due(db, candidate, questions, count) if due else _drawn(questions, count)
    _ask(asked, candidate, None if no_log else db, models, judge, confidence)


def _drawn(questions: Sequence[Question], count: int) -> list[Asked]:
    return [Asked(question) for question in random.sample(questions, min(count, len(questions)))]


def _ask(
    asked: Sequence[Asked],
    candidate: str | None,
    log: Path | None,
    models: ModelChoice,
    judge: JudgeChoice | None,
    confidence: bool,
) -> None:
    """Ask one question after the other, with the grade at once."""
    if not asked:
        return
    check_log(log)
    edit_lines()
    loading = BackgroundGrader(models, load_judge(judge, log))
    for number, (question, why) in enumerate(asked, 1):
        _show_question(question, why, f"Question {number} of {len(asked)}")
        try:
            answer = read_answer()
        except Quit:
            break
        if answer is not None:
            expected = read_confidence() if confidence else None
            _grade(_awaited(loading, answer), question, answer, candidate, log, expected)


def _show_question(question: Question, why: str | None, number: str) -> None:
    click.secho(visible(f"\n{number} ({question.level}, {question.topic})"), dim=True)
    if why:
        click.secho(why, dim=True)
    click.secho(visible(question.prompt), bold=True)
    click.secho(COMMANDS, dim=True)


class BackgroundGrader:
    """Loads the model while the person types."""

    def __init__(self, models: ModelChoice, judge: "Judge | None" = None) -> None:
        self._grader: Grader | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._load, args=(models, judge), daemon=True)
        self._thread.start()

    def get(self) -> "Grader":
        """The grader, as soon as it is there. Raises the error that loading met."""
        if self._thread.is_alive():
            click.secho("Loading the model ...", dim=True, err=True)
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._grader is not None
        return self._grader

    def _load(self, models: ModelChoice, judge: "Judge | None") -> None:
        try:
            self._grader = load_grader(models, judge=judge)
        except Exception as error:  # noqa: BLE001 - get() raises it, where it can be seen
            self._error = error


def _select(catalogue: Catalogue, topic: str | None) -> list[Question]:
    matching = catalogue.select(topic)
    if not matching:
        raise click.BadParameter(f"{topic!r}; topics are {', '.join(catalogue.topics)}", param_hint="--topic")
    return matching


def _awaited(loading: BackgroundGrader, answer: str) -> "Grader":
    """The grader. If it cannot be loaded, the answer is shown before the error ends the program."""
    try:
        return loading.get()
    except Exception:
        click.echo(visible(f"\nThe answer cannot be graded. It was:\n{answer}"))
        raise


def _grade(
    grader: "Grader", question: Question, answer: str, candidate: str | None, db: Path | None, expected: float | None
) -> None:
    from grader.cli.output import console
    from grader.cli.render import highlighted, print_grade

    try:
        with waiting_for(grader.judge):
            graded = grader.grade(question, answer)
    except AnswerError as error:
        click.echo(visible(f"Not graded: {error}"), err=True)
        return
    record, unsaved = saved(grader, db, graded, candidate, expected)
    console().print(highlighted(answer, record.grade), "\n")
    print_grade(question, record)
    if expected is not None:
        click.echo(f"\nYou expected {expected:g}%; it earned {record.grade.percent:.0f}%.")
    if unsaved:
        click.echo(visible(f"Not logged: {unsaved}"), err=True)
    if sys.stdin.isatty():
        _offer_key_points(question, record)


def _offer_key_points(question: Question, record: "Record") -> None:
    """Hints were shown first; the full text of what was missed comes on request."""
    from grader.cli.output import console, literal

    missed = [point for point in record.grade.key_points if point.counts and point.status != "covered"]
    if not missed:
        return
    try:
        wanted = input(f"\nShow the {len(missed)} key points that were not covered in full? [y/N] ")
    except EOFError:
        return
    if wanted.strip().lower() in ("y", "yes"):
        for point in missed:
            console().print(literal(f"  {point.weight:g}  {point.text}"))
        for follow_up in question.follow_ups:
            console().print(literal(f"\n  Think on: {follow_up}"))
