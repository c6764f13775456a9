"""`grader group`: a coach's own lists of candidates, for --group."""

from pathlib import Path

import click
from click_default_group import DefaultGroup

from grader.cli.group_import import import_groups
from grader.cli.options import csv_option, db_option, json_option
from grader.cli.selection import write_data, write_rows

names_argument = click.argument("candidates", nargs=-1, required=True)


@click.command("list")
@click.argument("name", required=False)
@csv_option
@json_option
@db_option
def list_groups(name: str | None, as_csv: bool, as_json: bool, db: Path) -> None:
    """List groups and their candidates."""
    from grader.cli.output import write_table
    from grader.log.groups import members
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        rows = [{"group": one, "candidate": candidate} for one, candidate in members(log, name)]
    if as_json:
        write_data({"members": rows})
    elif as_csv:
        write_rows(rows, ["group", "candidate"])
    elif rows:
        write_table(rows, {"group": "Group", "candidate": "Candidate"})
    else:
        click.echo("No group has a candidate; 'grader group add NAME CANDIDATE...' makes one.", err=True)


@click.command()
@click.argument("name")
@names_argument
@db_option
def add(name: str, candidates: tuple[str, ...], db: Path) -> None:
    """Put CANDIDATES into the group NAME, which is made if it is new."""
    from grader.log.groups import add as put
    from grader.log.opening import open_log

    with open_log(db) as log:
        put(log, name, candidates)


@click.command()
@click.argument("name")
@names_argument
@db_option
def remove(name: str, candidates: tuple[str, ...], db: Path) -> None:
    """Take CANDIDATES out of the group NAME. Their answers stay."""
    from grader.log.groups import remove as take
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        take(log, name, candidates)


@click.group(cls=DefaultGroup, default="list", default_if_no_args=True)
def group() -> None:
    """List groups of candidates, or say who belongs to one."""


for command in (list_groups, add, remove, import_groups):
    group.add_command(command)
