"""`grader review ID` and `grader review undo ID`: one decision, and taking it back."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import db_option, grade_id_argument, json_option
from grader.cli.output import visible
from grader.cli.selection import write_data
from grader.shown import short_id

if TYPE_CHECKING:
    from grader.log.reviews import Review
    from grader.log.store import Logged
    from grader.reviewing.deciding import Decided


def _user() -> str:
    """The name of whoever is logged in; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


reviewer_option = click.option(
    "--reviewer",
    envvar="GRADER_REVIEWER",
    default=_user,
    show_default="your user name",
    help="Who decides, as it should stand in the log.",
)


@click.command()
@grade_id_argument
@click.option("-p", "--points", type=float, required=True, help="The points the answer earns.")
@click.option("-r", "--reason", required=True, help="Why, in a few words.")
@click.option(
    "-k",
    "--key-point",
    "key_points",
    multiple=True,
    metavar="ID=STATUS",
    help="What the answer does with a key point: covered, partial, missing or contradicted.",
)
@click.option("--blind", is_flag=True, help="You have not seen the machine's score.")
@reviewer_option
@json_option
@db_option
def add(
    grade_id: str,
    points: float,
    reason: str,
    key_points: tuple[str, ...],
    blind: bool,
    reviewer: str,
    as_json: bool,
    db: Path,
) -> None:
    """Give the answer of GRADE_ID your points ("grader review GRADE_ID" for short)."""
    from grader.log.opening import open_log
    from grader.log.store import find
    from grader.reviewing.deciding import Said, decide, parse_statuses

    statuses = parse_statuses(key_points)
    said = Said(reviewer=reviewer, points=points, reason=reason, blind=blind, key_points=statuses)
    with open_log(db, create=False) as log:
        logged = find(log, grade_id)
        decided = decide(log, logged, said, datetime.now(UTC))
    if as_json:
        write_data({"review": _document(decided.review)})
    else:
        click.echo(visible(told(decided, logged)))


@click.command()
@grade_id_argument
@click.option("-r", "--reason", default="taken back", show_default=True, help="Why, in a few words.")
@reviewer_option
@json_option
@db_option
def undo(grade_id: str, reason: str, reviewer: str, as_json: bool, db: Path) -> None:
    """Take back the review of GRADE_ID that stands; the one before it, or the machine, counts again."""
    from grader.log.opening import open_log
    from grader.log.reviews import standing_review
    from grader.log.store import find
    from grader.reviewing.deciding import take_back

    with open_log(db, create=False) as log:
        logged = find(log, grade_id)
        decided = take_back(log, str(logged.record.grade_id), reviewer, reason, datetime.now(UTC))
        counts = standing_review(log, decided.review.first_id)
    if as_json:
        write_data({"review": _document(decided.review)})
        return
    gone = decided.before
    assert gone is not None
    click.echo(visible(f"Taken back: {_points(gone)} by {gone.reviewer}."))
    click.echo(visible(f"What counts now: {_points(counts)} by {counts.reviewer}." if counts else _machine(logged)))


def told(decided: "Decided", logged: "Logged") -> str:
    """What was decided, over what, and how to take it back."""
    one, before = decided.review, decided.before
    lines = [f"Reviewed: {_points(one)} by {one.reviewer}. {_machine(logged)}"]
    if before:
        lines.append(f"It takes the place of {_points(before)} by {before.reviewer} on {before.created[:10]}.")
    return "\n".join([*lines, f"'grader review undo {short_id(one.grade_id)}' takes it back."])


def _points(review: "Review") -> str:
    return f"{review.points:g} of {review.max_points:g} points, {review.percent:.0f}% {review.band},"


def _machine(logged: "Logged") -> str:
    grade = logged.record.grade
    return f"The machine gave {grade.points:g} of {grade.max_points:g} points, {grade.percent:.0f}% {grade.band}."


def _document(review: "Review") -> object:
    import msgspec

    return msgspec.to_builtins(review)
