"""`grader candidate`: who is in the log, all that it holds about one person, and how to make it forget them."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click_default_group import DefaultGroup

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.output import to_the_minute, visible, write_json, writing
from grader.cli.replacing import whole
from grader.cli.selection import write_data, write_rows
from grader.errors import AnswerFileError

if TYPE_CHECKING:
    from grader.log.erasing import Erasure

COLUMNS = "candidate answers reviews first last".split()


@click.command("list")
@csv_option
@json_option
@db_option
def list_candidates(as_csv: bool, as_json: bool, db: Path) -> None:
    """List everybody who is named in the log."""
    from grader.cli.output import write_table
    from grader.log.candidates import candidates
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        rows = list(candidates(log))
    if as_json:
        write_data({"candidates": rows})
    elif as_csv:
        write_rows(rows, COLUMNS)
    elif rows:
        shown = [{**row, **{name: to_the_minute(row[name] or "") for name in ("first", "last")}} for row in rows]
        headings = {"candidate": "Candidate", "answers": "Answers", "reviews": "Reviews"}
        write_table(shown, {**headings, "first": "First (UTC)", "last": "Last (UTC)"})
    else:
        click.echo("No answer in the log names a candidate.", err=True)


@click.command()
@click.argument("name")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this .json or .zip file.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@db_option
def export(name: str, output: Path | None, force: bool, db: Path) -> None:
    """Write all that the log holds about the candidate NAME, as JSON.

    That is every answer with its grades and all they were computed from, what reviewers wrote about it, the
    rows of batches it came with, and the groups the person is in.
    """
    from grader.log.candidates import everything_of
    from grader.log.opening import open_log

    if output:
        _check_output(output, force=force)
    with open_log(db, create=False) as log:
        document = everything_of(log, name, datetime.now(UTC))
    if output is None:
        write_json(document)
    else:
        _write(output, document, force=force)
        click.echo(visible(f"{len(document['grades'])} grades of {name} written to {output}"), err=True)


@click.command()
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@click.option("-y", "--yes", is_flag=True, help="Erase without asking.")
@json_option
@db_option
def forget(name: str, dry_run: bool, yes: bool, as_json: bool, db: Path) -> None:
    """Erase the candidate NAME from the log, for good: answers, grades, reviews of them, rows of batches, groups.

    The log's file is then written anew, so that nothing is left in it. Copies of the log, files of answers
    and results that were written elsewhere are not reached. It is refused while a batch is at work.
    """
    from grader.log.erasing import erase, erasure_of, sweep_if_due
    from grader.log.mentions import mentions
    from grader.log.opening import open_log

    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError("say --dry-run to see what would be erased, or --yes to erase it")
    with open_log(db, create=False) as log:
        sweep_if_due(log, datetime.now(UTC))
        found = erasure_of(log, name)
        if not as_json:
            click.echo(visible(_told(found)))
        if not dry_run:
            if not yes:
                click.confirm("Erase all of it? It cannot be brought back.", abort=True, err=True)
            found = erase(log, db, name, datetime.now(UTC))
        left = {} if dry_run else dict(mentions(log, name))
    if as_json:
        from msgspec import to_builtins

        write_data({"erased": not dry_run, **to_builtins(found), "still_named_in": left})
    if not dry_run:
        _say_what_is_left(found, left, db)


def _told(found: "Erasure") -> str:
    parts = {
        "answers": found.answers,
        "grades": found.grades,
        "reviews": found.reviews,
        "rows of batches": found.batch_rows,
        "places in groups": found.groups,
    }
    return f"{found.candidate}: {', '.join(f'{count} {name}' for name, count in parts.items())}"


def _say_what_is_left(found: "Erasure", left: dict[str, int], db: Path) -> None:
    """What erasing cannot reach, on stderr."""
    from grader.log.opening import copy_before_upgrade

    copy = copy_before_upgrade(db)
    notes = [
        "Erased. Copies of the log, files of answers, and results written elsewhere were not reached.",
        *([f"{copy} is a copy from before an upgrade; delete it, too."] if copy.exists() else []),
        *(f"The name still stands in {place} ({count})." for place, count in left.items()),
        *(
            f"Batch {run} is not finished; to resume it would grade what else its files have."
            for run in found.unfinished
        ),
    ]
    for note in notes:
        click.echo(visible(note), err=True)


def _check_output(output: Path, *, force: bool) -> None:
    """Raises AnswerFileError for a file that is there, or of another kind."""
    if output.suffix not in (".json", ".zip"):
        raise AnswerFileError(f"{output}: cannot tell what to write", "name it .json or .zip")
    if output.exists() and not force:
        raise AnswerFileError(f"{output} exists", "name another file, or replace it with --force")


def _write(output: Path, document: dict[str, Any], *, force: bool) -> None:
    """Write the document, plain or packed, whole or not at all."""
    import io
    import json
    import zipfile

    data = json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"
    if output.suffix == ".zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("candidate.json", data)
        data = packed.getvalue()
    with writing(str(output)), whole(output, force=force) as file:
        file.write(data)


@click.group(cls=DefaultGroup, default="list", default_if_no_args=True)
def candidate() -> None:
    """List who is in the log, export what it holds about one person, or make it forget them."""


for command in (list_candidates, export, forget):
    candidate.add_command(command)
