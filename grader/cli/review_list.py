"""`grader review list`: who decided what, when and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.output import to_the_minute, write_table
from grader.cli.selection import selection_options, write_data, write_rows
from grader.shown import short_id

if TYPE_CHECKING:
    from grader.log.store import Filters

COLUMNS = (
    "id grade_id question_id candidate created reviewer points max_points percent band reason blind withdraws stands"
).split()


@click.command("list")
@click.argument("grade_id", required=False)
@selection_options
@csv_option
@json_option
@db_option
def list_reviews(grade_id: str | None, filters: "Filters", as_csv: bool, as_json: bool, db: Path) -> None:
    """List reviews, oldest first: who, when, why, and whether it stands. GRADE_ID: only those of its answer."""
    from grader.log.opening import open_log
    from grader.log.reviews import first_id_of, review_rows
    from grader.log.store import find

    with open_log(db, create=False) as log:
        one = first_id_of(log, str(find(log, grade_id).record.grade_id)) if grade_id else None
        rows = review_rows(log, filters, one)
    if as_json:
        write_data({"reviews": [{name: row[name] for name in COLUMNS} for row in rows]})
    elif as_csv:
        write_rows(rows, COLUMNS)
    elif rows:
        headings = {"grade": "Grade", "question_id": "Question", "created": "When (UTC)", "reviewer": "Who"}
        write_table([_line(row) for row in rows], {**headings, "said": "Points", "state": "", "reason": "Why"})
    else:
        click.echo("No review matches.", err=True)


def _line(row: dict[str, object]) -> dict[str, object]:
    taken_back = row["points"] is None
    return {
        **row,
        "grade": short_id(str(row["grade_id"])),
        "created": to_the_minute(str(row["created"])),
        "said": None if taken_back else f"{row['points']:g}/{row['max_points']:g} {row['band']}",
        "state": "undo" if taken_back else "stands" if row["stands"] else "replaced or undone",
    }
