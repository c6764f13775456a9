"""`grader practice`: a question, an answer typed at leisure, the grade at once."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import candidate_option, db_option, model_options, rubrics_option
from grader.cli.session import load_grader, saving
from grader.errors import AnswerError, GraderError
from rubric import Question
from rubric.catalogue import Catalogue, open_catalogue

if TYPE_CHECKING:
    from grader.grading import Grader
    from grader.log.records import Record

END = "."
COMMANDS = "Finish with a line holding only a dot (or Ctrl-D). Alone on a line: /edit opens your editor, /skip, /quit."


class Quit(Exception):  # noqa: N818 - a wish, not an error
    """The person wants to stop."""


@click.command()
@click.argument("question_id", required=False)
@click.option("--topic", help="Only questions of this topic.")
@click.option("-n", "--count", type=click.IntRange(min=1), default=1, show_default=True, help="How many questions.")
@candidate_option
@click.option("--no-log", is_flag=True, help="Do not write grades to the log.")
@rubrics_option
@db_option
@model_options
def practice(
    question_id: str | None,
    topic: str | None,
    count: int,
    candidate: str | None,
    no_log: bool,
    rubrics: tuple[Path, ...],
    db: Path,
    model: str,
    device: str,
) -> None:
    """Practise QUESTION_ID, or questions drawn at random."""
    asked = _choose(open_catalogue(rubrics), question_id, topic, count)
    loading = BackgroundGrader(model, device)
    for number, question in enumerate(asked, 1):
        click.secho(f"\nQuestion {number} of {len(asked)} ({question.level}, {question.topic})", dim=True)
        click.secho(question.prompt, bold=True)
        click.secho(COMMANDS, dim=True)
        try:
            answer = read_answer()
            if answer is None:
                continue
            _grade(loading, question, answer, candidate, None if no_log else db)
        except Quit:
            break


class BackgroundGrader:
    """Loads the model while the person types."""

    def __init__(self, model: str, device: str) -> None:
        self._grader: Grader | None = None
        self._error: GraderError | None = None
        self._thread = threading.Thread(target=self._load, args=(model, device), daemon=True)
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

    def _load(self, model: str, device: str) -> None:
        try:
            self._grader = load_grader(model, device)
        except GraderError as error:
            self._error = error


def read_answer() -> str | None:
    """The typed answer; None for a question skipped. Raises Quit."""
    lines: list[str] = []
    for line in _typed_lines():
        match line.strip():
            case "/quit":
                raise Quit
            case "/skip":
                return None
            case "/edit":
                edited = click.edit("\n".join(lines))
                return edited if edited is not None else "\n".join(lines)
            case _:
                lines.append(line)
    return "\n".join(lines)


def _typed_lines() -> Iterator[str]:
    """Lines up to a lone dot or the end of the input."""
    while True:
        try:
            line = input("> ")
        except EOFError:
            click.echo()
            return
        if line.strip() == END:
            return
        yield line


def _choose(catalogue: Catalogue, question_id: str | None, topic: str | None, count: int) -> list[Question]:
    if question_id is not None:
        return [catalogue.find(question_id)]
    matching = catalogue.select(topic)
    if not matching:
        raise click.BadParameter(f"{topic!r}; topics are {', '.join(catalogue.topics)}", param_hint="--topic")
    return random.sample(matching, min(count, len(matching)))


def _grade(loading: BackgroundGrader, question: Question, answer: str, candidate: str | None, db: Path | None) -> None:
    from grader.cli.output import console
    from grader.cli.render import highlighted, print_grade

    grader = loading.get()
    try:
        graded = grader.grade(question, answer)
    except AnswerError as error:
        click.echo(f"Not graded: {error}", err=True)
        return
    with saving(grader, db) as save:
        [record] = save([graded], [candidate])
    console().print(highlighted(answer, record.grade), "\n")
    print_grade(question, record)
    _offer_key_points(question, record)


def _offer_key_points(question: Question, record: "Record") -> None:
    """Hints were shown first; the full text of what was missed comes on request."""
    from grader.cli.output import console

    missed = [point for point in record.grade.key_points if point.counts and point.status != "covered"]
    if not missed:
        return
    try:
        wanted = input(f"\nShow the {len(missed)} key points that were not covered in full? [y/N] ")
    except EOFError:
        return
    if wanted.strip().lower() in ("y", "yes"):
        for point in missed:
            console().print(f"  {point.weight:g}  {point.text}", markup=False)
        for follow_up in question.follow_ups:
            console().print(f"\n  Think on: {follow_up}", markup=False)
