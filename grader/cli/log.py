"""`grader log`: what has been graded."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click_default_group import DefaultGroup

from grader.cli.log_care import backup, check, salvage
from grader.cli.log_runs import runs
from grader.cli.options import csv_option, db_option, grade_id_argument, json_option
from grader.cli.output import to_the_minute, write_csv, write_json, write_table
from grader.cli.selection import selection_options
from grader.shown import short_id

SCHEMA_VERSION = 1
MOST = 1_000_000_000
"""More grades than any log holds, and few enough for SQLite to count."""


@click.command("list")
@selection_options
@click.option("--below", type=float, metavar="PERCENT", help="Only grades below this percentage.")
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=50, show_default=True, help="At most this many, newest first."
)
@csv_option
@json_option
@db_option
def list_grades(filters: Any, below: float | None, limit: int, as_csv: bool, as_json: bool, db: Path) -> None:
    """List answers with what counts, the newest first: the last grade, or a review that stands."""
    from grader.log.opening import open_log
    from grader.log.store import LISTED, listing

    with open_log(db, create=False) as opened:
        rows = list(listing(opened, replace(filters, below=below), limit))
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "grades": rows})
    elif as_csv:
        write_csv(rows, LISTED)
    elif rows:
        _print(rows)
    else:
        click.echo("No grade matches.", err=True)


@click.command()
@grade_id_argument
@json_option
@db_option
def show(grade_id: str, as_json: bool, db: Path) -> None:
    """Show the grade GRADE_ID: the beginning of an id, or "last"."""
    from grader.log.opening import open_log
    from grader.log.reviews import first_id_of, newest_id_of, review_of_grade
    from grader.log.store import find

    with open_log(db, create=False) as opened:
        logged = find(opened, grade_id)
        id = str(logged.record.grade_id)
        review, newest = review_of_grade(opened, id), newest_id_of(opened, first_id_of(opened, id))
    if as_json:
        import msgspec

        write_json({**logged.record.to_json(), "newest_grade_id": newest, "review": msgspec.to_builtins(review)})
    else:
        from grader.cli.output import console
        from grader.cli.render import highlighted, print_grade, print_review

        print_grade(logged.question, logged.record)
        if review:
            print_review(review)
        if newest != id:
            console().print(f"\nThis answer was graded again; 'grader log show {short_id(newest)}' is what counts.")
        console().print("\n[bold]The answer[/bold]")
        console().print(highlighted(logged.record.answer, logged.record.grade))


@click.command()
@db_option
def path(db: Path) -> None:
    """Say where the log is."""
    click.echo(db)


@click.group(cls=DefaultGroup, default="list", default_if_no_args=True)
def log() -> None:
    """List grades and batches in the log, and keep the log safe."""


for command in (list_grades, show, runs, check, backup, salvage, path):
    log.add_command(command)


def _print(rows: list[dict[str, Any]]) -> None:
    shown = [
        {
            **row,
            "id": short_id(row["id"]),
            "created": to_the_minute(row["created"]),
            "percent": f"{row['percent']:.0f}%",
            "remark": "needs review" if row["needs_review"] else row["reviewer"] and f"reviewed by {row['reviewer']}",
        }
        for row in rows
    ]
    headings = {"id": "Grade", "created": "When (UTC)", "candidate": "Candidate", "question_id": "Question"}
    write_table(shown, {**headings, "percent": "Score", "band": "Band", "remark": "Remark"})
