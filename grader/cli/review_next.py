"""`grader review next`: the queue of answers that need a person, one after the other."""

import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import db_option, json_option
from grader.cli.output import visible
from grader.cli.review_add import reviewer_option, told
from grader.cli.selection import selection_options, write_data
from grader.shown import short_id

if TYPE_CHECKING:
    from sqlite_utils import Database

    from grader.log.current import Attempt
    from grader.log.store import Filters, Logged
    from grader.reviewing.deciding import Said


class Quit(Exception):  # noqa: N818 - a wish, not an error
    """The person wants to stop."""


@click.command("next")
@click.option("--random", "shuffled", is_flag=True, help="In random order, not the least certain first.")
@click.option("--all", "everything", is_flag=True, help="Also answers the machine is sure about.")
@click.option("--blind", is_flag=True, help="Hide whose answer it is and what the machine says.")
@reviewer_option
@selection_options
@json_option
@db_option
def next_review(
    shuffled: bool, everything: bool, blind: bool, reviewer: str, filters: "Filters", as_json: bool, db: Path
) -> None:
    """Show the next answer that needs a person, take the decision, and go on.

    Least certain first. Away from a terminal it shows one answer and stops. Only answers taken at
    random from all (--all --random), decided --blind, say how well the machine does on all.
    """
    from grader.log.opening import open_log

    chance = random.Random() if shuffled else None  # noqa: S311 - a sample, no secret
    passed: set[str] = set()
    walking = sys.stdin.isatty() and not as_json
    with open_log(db, create=False) as log:
        while (waiting := _waiting(log, filters, passed, everything=everything, chance=chance)) is not None:
            attempt, left = waiting
            passed.add(attempt.first_id)
            logged = _show(log, attempt, left, blind=blind, as_json=as_json)
            if not walking:
                _say_how(attempt, blind=blind, as_json=as_json)
                return
            try:
                _ask(log, logged, reviewer, blind=blind)
            except Quit:
                return
    click.echo("Nothing left to review." if passed else "Nothing to review.", err=True)


def _waiting(
    log: "Database", filters: "Filters", passed: set[str], *, everything: bool, chance: random.Random | None
) -> "tuple[Attempt, int] | None":
    """The next answer and how many are left with it. The log is read anew: others review, too."""
    from grader.log.current import attempts
    from grader.reviewing.queue import queue_of

    queue = queue_of(attempts(log, filters), everything=everything, chance=chance)
    left = [attempt for attempt in queue if attempt.first_id not in passed]
    return (left[0], len(left)) if left else None


def _show(log: "Database", attempt: "Attempt", left: int, *, blind: bool, as_json: bool) -> "Logged":
    from grader.log.store import find

    logged = find(log, attempt.id)
    if as_json:
        write_data({"left": left, "grade": _blinded(logged.record.to_json()) if blind else logged.record.to_json()})
        return logged
    from grader.cli.output import console, literal
    from grader.cli.render import highlighted, print_grade

    out = console()
    whose = "" if blind or attempt.candidate is None else f" of {attempt.candidate}"
    out.print(literal(f"Answer {short_id(attempt.id)}{whose}, {left} to review\n", "dim"))
    if blind:
        out.print(literal(logged.question.prompt, "bold"))
        out.print(literal(f"\n{logged.record.answer}\n"))
        for point in logged.question.key_points:
            out.print(literal(f"  {point.weight:g}  {point.id}: {point.text}"))
    else:
        out.print(highlighted(logged.record.answer, logged.record.grade), "\n")
        print_grade(logged.question, logged.record)
    return logged


def _blinded(grade: dict[str, Any]) -> dict[str, Any]:
    """What a blind reviewer may see of a grade."""
    points = [{name: point[name] for name in ("id", "text", "weight")} for point in grade["key_points"]]
    shown = {name: grade[name] for name in ("grade_id", "question_id", "max_points", "rubric_hash", "answer")}
    return {**shown, "key_points": points}


def _say_how(attempt: "Attempt", *, blind: bool, as_json: bool) -> None:
    if not as_json:
        flag = " --blind" if blind else ""
        click.echo(f"\ngrader review {short_id(attempt.id)} --points P --reason TEXT{flag}", err=True)


def _ask(log: "Database", logged: "Logged", reviewer: str, *, blind: bool) -> None:
    """Ask until the decision fits, and write it. Raises Quit."""
    from grader.errors import ReviewError
    from grader.reviewing.deciding import decide

    while True:
        try:
            said = _typed(logged, reviewer, blind=blind)
            if said is not None:
                click.echo(visible(f"\n{told(decide(log, logged, said, datetime.now(UTC)), logged)}\n"))
        except ReviewError as error:
            click.echo(visible(f"Not written: {error}"), err=True)
        else:
            return


def _typed(logged: "Logged", reviewer: str, *, blind: bool) -> "Said | None":
    """What was typed; None to pass the answer over. Raises Quit, and ReviewError for what cannot be meant."""
    from grader.errors import ReviewError
    from grader.reviewing.deciding import Said, parse_statuses

    points = _line(f"\nPoints, 0 to {logged.record.grade.max_points:g} (Enter passes it over, q stops): ")
    if not points:
        return None
    try:
        given = float(points)
    except ValueError:
        raise ReviewError(f"{points!r} is no number of points", "write it like 7 or 7.5") from None
    statuses = parse_statuses(_line("Key points, as ID=STATUS (Enter for none): ").split())
    reason = _line("Why: ")
    return Said(reviewer=reviewer, points=given, reason=reason, blind=blind, key_points=statuses)


def _line(prompt: str) -> str:
    """A typed line; the end of the input, or q, raises Quit."""
    try:
        typed = input(prompt).strip()
    except EOFError:
        click.echo()
        raise Quit from None
    if typed in ("q", "/quit"):
        raise Quit
    return typed
