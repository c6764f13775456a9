"""`grader compare`: what one answer has that another has not."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import csv_option, db_option, id_argument, json_option
from grader.cli.selection import write_data, write_rows
from grader.shown import short_id

if TYPE_CHECKING:
    from grader.history.comparing import Comparison

COLUMNS = "id text before after change".split()


@click.command()
@id_argument("first_id")
@id_argument("second_id")
@csv_option
@json_option
@db_option
def compare(first_id: str, second_id: str, as_csv: bool, as_json: bool, db: Path) -> None:
    """Show what was gained and lost, key point by key point, from grade FIRST_ID to SECOND_ID.

    An id may be the beginning of one, or "last". Where a review stands, it counts.
    """
    import msgspec

    from grader.history.comparing import compare as make
    from grader.log.opening import open_log
    from grader.log.reviews import review_of_grade
    from grader.log.store import find

    with open_log(db, create=False) as log:
        first, second = find(log, first_id), find(log, second_id)
        said_first, said_second = (review_of_grade(log, str(one.record.grade_id)) for one in (first, second))
    found = make(first, second, said_first, said_second)
    data: dict[str, Any] = msgspec.to_builtins(found)
    if as_json:
        write_data(data)
    elif as_csv:
        write_rows(data["key_points"], COLUMNS)
    else:
        _print(found, data)


def _print(found: "Comparison", data: dict[str, Any]) -> None:
    from grader.cli.output import console, literal, to_the_minute, write_table
    from grader.shown import signed

    out = console()
    for name, one in (("first", found.before), ("second", found.after)):
        whose = f" of {one.candidate}" if one.candidate else ""
        by = f", reviewed by {one.reviewer}" if one.reviewer else ""
        said = f"{one.points:g} of {one.max_points:g} points, {one.percent:.0f}% {one.band}{by}"
        out.print(literal(f"{name:7}{short_id(one.grade_id)}{whose}, {to_the_minute(one.created)}: {said}"))
    headings = {"change": "Change", "before": "First", "after": "Second", "text": "Key point"}
    write_table(data["key_points"], headings, title=found.question_id)
    changes = [point.change for point in found.key_points]
    out.print(
        f"{signed(found.change)} points of percentage; key points: {changes.count('gained')} gained, "
        f"{changes.count('lost')} lost."
    )
    if not found.alike:
        out.print(
            "[yellow]Different rubrics or versions of the grader judged them: not all of the change is the "
            "answer's.[/yellow]"
        )
