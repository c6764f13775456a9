"""`grader practice`: a question, an answer typed at leisure, the grade at once."""

import random
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import ModelChoice, candidate_option, db_option, rubrics_option, scored_options
from grader.cli.output import visible
from grader.cli.session import check_log, load_grader, saved
from grader.errors import AnswerError
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
@scored_options
def practice(
    question_id: str | None,
    topic: str | None,
    count: int,
    candidate: str | None,
    no_log: bool,
    rubrics: tuple[Path, ...],
    db: Path,
    models: ModelChoice,
) -> None:
    """Practise QUESTION_ID, or questions drawn at random."""
    asked = _choose(open_catalogue(rubrics), question_id, topic, count)
    log = None if no_log else db
    check_log(log)
    _edit_lines()
    loading = BackgroundGrader(models)
    for number, question in enumerate(asked, 1):
        click.secho(visible(f"\nQuestion {number} of {len(asked)} ({question.level}, {question.topic})"), dim=True)
        click.secho(visible(question.prompt), bold=True)
        click.secho(COMMANDS, dim=True)
        try:
            answer = read_answer()
        except Quit:
            break
        if answer is not None:
            _grade(_awaited(loading, answer), question, answer, candidate, log)


class BackgroundGrader:
    """Loads the model while the person types."""

    def __init__(self, models: ModelChoice) -> None:
        self._grader: Grader | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._load, args=(models,), daemon=True)
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

    def _load(self, models: ModelChoice) -> None:
        try:
            self._grader = load_grader(models)
        except Exception as error:  # noqa: BLE001 - get() raises it, where it can be seen
            self._error = error


def _edit_lines() -> None:
    """Have lines read by readline where there is one: arrow keys work, and the terminal cuts no line at 4095 bytes."""
    if sys.stdin.isatty():  # it may write to the output as soon as it is imported
        with suppress(ImportError):
            import readline  # noqa: F401


def read_answer() -> str | None:
    """The typed answer; None for a question skipped, as one without an answer is. Raises Quit."""
    answer = _typed()
    if answer is not None and not answer.strip():
        click.echo("No answer: the question is skipped.")
        return None
    return answer


def _typed() -> str | None:
    """What was typed or edited; None after /skip. Raises Quit."""
    lines: list[str] = []
    for line in _typed_lines():
        match line.strip():
            case "/quit":
                raise Quit
            case "/skip":
                return None
            case "/edit":
                if (edited := _edited("\n".join(lines))) is not None:
                    return edited
            case stripped if stripped == END:
                break
            case _:
                lines.append(line)
    return "\n".join(lines)


def _typed_lines() -> Iterator[str]:
    """Lines as they are typed. The end of the input reads as END, or as /quit when nothing came before it."""
    end = "/quit"
    while True:
        try:
            typed = input("> ")
        except EOFError:
            click.echo()
            yield end
            return
        yield from typed.split("\n")  # readline takes a pasted text as one line
        end = END


def _edited(text: str) -> str | None:
    """The text as it was saved in the person's editor; None, having said why, if there is none."""
    try:
        edited = click.edit(text)
    except (click.ClickException, OSError) as error:
        reason = error.format_message() if isinstance(error, click.ClickException) else str(error)
    except UnicodeDecodeError:
        reason = "what it saved is not UTF-8"
    else:
        if edited is not None:
            return edited
        reason = "nothing was saved"
    click.echo(visible(f"Not edited: {reason}. Your lines are kept; go on typing."), err=True)
    return None


def _choose(catalogue: Catalogue, question_id: str | None, topic: str | None, count: int) -> list[Question]:
    if question_id is not None:
        return [catalogue.find(question_id)]
    matching = catalogue.select(topic)
    if not matching:
        raise click.BadParameter(f"{topic!r}; topics are {', '.join(catalogue.topics)}", param_hint="--topic")
    return random.sample(matching, min(count, len(matching)))


def _awaited(loading: BackgroundGrader, answer: str) -> "Grader":
    """The grader. If it cannot be loaded, the answer is shown before the error ends the program."""
    try:
        return loading.get()
    except Exception:
        click.echo(visible(f"\nThe answer cannot be graded. It was:\n{answer}"))
        raise


def _grade(grader: "Grader", question: Question, answer: str, candidate: str | None, db: Path | None) -> None:
    from grader.cli.output import console
    from grader.cli.render import highlighted, print_grade

    try:
        graded = grader.grade(question, answer)
    except AnswerError as error:
        click.echo(visible(f"Not graded: {error}"), err=True)
        return
    record, unsaved = saved(grader, db, graded, candidate)
    console().print(highlighted(answer, record.grade), "\n")
    print_grade(question, record)
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
