"""`grader review export` and `import`: reviews through a spreadsheet and back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import db_option, json_option
from grader.cli.planned import show_plan
from grader.cli.review_add import reviewer_option
from grader.cli.selection import selection_options, write_data, write_rows
from grader.shown import short_id

if TYPE_CHECKING:
    from sqlite_utils import Database

    from grader.log.store import Filters
    from grader.reviewing.importing import Planned

OUTCOMES = ("new", "changed", "unchanged", "left open", "refused")


@click.command("export")
@click.option(
    "--all", "everything", is_flag=True, help="Also answers nobody has reviewed and the machine is sure about."
)
@click.option("--blind", is_flag=True, help="Hide whose answers they are, what the machine says and what is reviewed.")
@selection_options
@json_option
@db_option
def export_reviews(everything: bool, blind: bool, filters: "Filters", as_json: bool, db: Path) -> None:
    """Write answers that need a person, and those reviewed, as CSV: fill in points and reason, then import it."""
    from grader.log.current import answers, attempt_points, attempts
    from grader.log.opening import open_log
    from grader.reviewing.exporting import COLUMNS, export_rows

    with open_log(db, create=False) as log:
        found = attempts(log, filters)
        wanted = [one for one in found if everything or one.needs_review or one.review_id]
        texts = answers(log, [one.first_id for one in wanted])
        rows = list(export_rows(wanted, attempt_points(log, filters), texts, blind=blind))
    if as_json:
        write_data({"rows": rows})
    else:
        write_rows(rows, COLUMNS)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--replace", is_flag=True, help="Also replace reviews that were written since the file was exported.")
@reviewer_option
@json_option
@db_option
@click.pass_context
def import_reviews(
    ctx: click.Context, file: Path, dry_run: bool, replace: bool, reviewer: str, as_json: bool, db: Path
) -> None:
    """Append the reviews in FILE, a CSV file as 'grader review export' writes it.

    Rows without points are left open, rows that say what stands already change nothing. A row that
    cannot be taken is reported with its line and stops no other; the exit code is then 3.
    """
    from grader.log.locking import writing
    from grader.log.opening import open_log
    from grader.log.reviews import insert_reviews
    from grader.reviewing.importing import read_rows

    rows = read_rows(file)
    with open_log(db, create=False) as log, writing(log):
        planned = _plan(log, rows, reviewer, replace=replace)
        if not dry_run:
            insert_reviews(log, [one.decision for one in planned if one.decision], datetime.now(UTC))
    show_plan(ctx, file, planned, _told, OUTCOMES, dry_run=dry_run, as_json=as_json)


def _plan(log: "Database", rows: Sequence[tuple[int, Any]], reviewer: str, *, replace: bool) -> list["Planned"]:
    from grader.log.current import attempt_points, attempts
    from grader.reviewing.importing import Plan

    plan = Plan(attempts(log), attempt_points(log), reviewer, replace=replace)
    return [plan.of(line, row) for line, row in rows]


def _told(one: "Planned") -> str | None:
    if one.decision is None:
        return None
    said = one.decision
    points = f"{said.points:g} of {said.max_points:g} by {said.reviewer}"
    return f"{one.outcome}: {short_id(one.grade_id)} {points}: {said.reason}"
