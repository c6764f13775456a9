"""`grader log check`, `backup` and `salvage`: is the log whole, a copy of it, and what is left of a damaged one."""

from pathlib import Path

import click

from grader.cli.options import db_option, json_option
from grader.cli.output import console, visible, write_json, writing
from grader.errors import LogError

SCHEMA_VERSION = 1


@click.command()
@json_option
@db_option
@click.pass_context
def check(ctx: click.Context, /, as_json: bool, db: Path) -> None:
    """Check the log: its pages, its references, and that every grade and run can be read.

    Exits 1 when there are findings. Whether grades follow from what is stored is what
    'grader explain --verify' checks.
    """
    from rich.progress import Progress

    from grader.log.checking import findings
    from grader.log.opening import open_log

    screen = console(stderr=True)
    with open_log(db, create=False) as log, Progress(console=screen, disable=not screen.is_terminal) as progress:
        grades = log.table("grades").count
        task = progress.add_task("Checking", total=grades)
        found = [" ".join(visible(finding).split()) for finding in findings(log, lambda: progress.advance(task))]
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "log": str(db), "grades": grades, "findings": found})
    else:
        for finding in found:
            click.echo(finding)
        told = f"{len(found)} findings; restore a copy, or save what can be read with 'grader log salvage'"
        click.echo(visible(f"{db}: {grades} grades, {told if found else 'nothing wrong'}"), err=bool(found))
    if found:
        ctx.exit(1)


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@db_option
def backup(target: Path, force: bool, db: Path) -> None:
    """Copy the log to the file TARGET, also while others write it; the copy is checked."""
    from grader.log.copying import backup as copy
    from grader.log.opening import open_log

    _check_target(target, db, force=force)
    with open_log(db, create=False) as log, writing(str(target)):
        copy(log, target)
        grades = log.table("grades").count
    click.echo(visible(f"{grades} grades copied to {target}"), err=True)


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@db_option
@click.pass_context
def salvage(ctx: click.Context, /, target: Path, as_json: bool, db: Path) -> None:
    """Write what can be read of a damaged log to a new log, TARGET. The damaged one is left as it is.

    Exits 1 when something was lost. Batches that lost rows go on with 'grader batch --resume'.
    """
    from msgspec import to_builtins

    from grader.log.salvaging import salvage as save

    if not db.exists():
        raise LogError(f"there is no log at {db}", "name the damaged log with --db")
    _check_target(target, db, force=False)
    saved = save(db, target)
    lost = sum(table.lost for table in saved)
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "log": str(target), "tables": to_builtins(saved)})
    else:
        for table in saved:
            click.echo(f"{table.table}: {table.saved} saved, {table.lost} lost")
    if lost:
        ctx.exit(1)


def _check_target(target: Path, db: Path, *, force: bool) -> None:
    """Raises LogError for a file that is there, or is the log itself."""
    if target.exists() and (not force or target.samefile(db)):
        remedy = "name another file" if target.samefile(db) else "name another file, or replace it with --force"
        raise LogError(f"{target} exists", remedy)
