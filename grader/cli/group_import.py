"""`grader group import`: groups and their candidates from a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import db_option, json_option
from grader.cli.planned import show_plan

if TYPE_CHECKING:
    from grader.roster import Planned

OUTCOMES = ("new", "there already", "refused")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--group", "name", help="The group of all rows, for a file without a column for it.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@json_option
@db_option
@click.pass_context
def import_groups(ctx: click.Context, file: Path, name: str | None, dry_run: bool, as_json: bool, db: Path) -> None:
    """Put the candidates in FILE, a CSV file with the columns group and candidate, into their groups.

    Nobody is taken out of a group. A row that cannot be taken is reported with its line and stops
    no other; the exit code is then 3.
    """
    from grader.log.groups import answers_of, insert, members
    from grader.log.locking import writing
    from grader.log.opening import open_log
    from grader.roster import plan, read_roster

    rows = read_roster(file, name)
    with open_log(db) as log, writing(log):
        planned = plan(rows, name, set(members(log)), answers_of(log))
        if not dry_run:
            insert(log, [(one.group, one.candidate) for one in planned if one.outcome == "new"])
    show_plan(ctx, file, planned, _told, OUTCOMES, dry_run=dry_run, as_json=as_json)


def _told(one: "Planned") -> str | None:
    if one.outcome != "new":
        return None
    return f"new: {one.candidate} in {one.group}{'' if one.answers else ' (no answers yet)'}"
