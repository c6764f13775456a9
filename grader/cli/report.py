"""`grader report`: what to hand out to a person, or about a group or a batch."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import db_option, json_option
from grader.cli.output import console, write_json, writing
from grader.cli.replacing import whole
from grader.cli.results import check_outputs
from grader.cli.selection import selection_options_of_one

if TYPE_CHECKING:
    from sqlite_utils import Database

    from grader.log.store import Filters
    from grader.reporting.report import Report

ENDINGS = (".html", ".htm", ".pdf", ".md", ".json")
"""How the name of a report may end; the ending says what is written."""


@click.command()
@click.argument("candidate", required=False)
@click.option("--run", "run_id", metavar="RUN", help='A batch: the beginning of its id, or "last".')
@selection_options_of_one
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"The file to write ({', '.join(ENDINGS[:1] + ENDINGS[2:])}).",
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option(
    "--answers", type=click.IntRange(min=0), default=100, show_default=True,
    help="Show at most so many answers, the newest; the figures are of all.",
)  # fmt: skip
@json_option
@db_option
def report(
    run_id: str | None,
    filters: "Filters",
    output: Path | None,
    force: bool,
    answers: int,
    as_json: bool,
    db: Path,
) -> None:
    """Write a report on CANDIDATE, on a --group or on a --run: one file, to be read anywhere and printed.

    Summary, what to work on next, trend, topics, and every answer with its evidence. Where a
    person reviewed an answer, their word counts, and the grader's stands beside it.
    """
    _check_usage(filters, run_id, output, as_json=as_json)
    if output:
        check_outputs([output], [db], force=force, endings=ENDINGS)
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        found = _gathered(log, filters, run_id, answers)
    if as_json:
        from grader.reporting.files import as_data

        write_json(as_data(found))
    if output:
        _write(found, output, force=force)


def _check_usage(filters: "Filters", run_id: str | None, output: Path | None, *, as_json: bool) -> None:
    """Raises click.UsageError unless there is one thing to report on, and a place for it."""
    named = [value for value in (filters.candidate, filters.group, run_id) if value is not None]
    if len(named) != 1:
        raise click.UsageError("name one thing to report on: a CANDIDATE, a --group or a --run")
    if output is None and not as_json:
        raise click.UsageError("name the file to write, as in -o report.html, or give --json")


def _gathered(log: "Database", filters: "Filters", run_id: str | None, answers: int) -> "Report":
    """The report. Raises an error that names what the log has nothing of."""
    from dataclasses import replace

    from grader.log.naming import check_candidate, check_group
    from grader.log.runs import find_run
    from grader.reporting import gathering

    now = datetime.now(UTC)
    if run_id is not None:
        run = find_run(log, run_id)
        return gathering.report_on_run(log, run, replace(filters, run=run.id), now, answers)
    if filters.group is not None:
        check_group(log, filters.group)
        return gathering.report_on_group(log, filters, now, answers)
    check_candidate(log, str(filters.candidate))
    return gathering.report_on_candidate(log, filters, now, answers)


def _write(found: "Report", output: Path, *, force: bool) -> None:
    from grader.reporting.files import as_bytes

    with console(stderr=True).status("Writing the report"):  # seen at a terminal only
        made = as_bytes(found, output.suffix.lower())
        with writing(str(output)), whole(output, force=force) as file:
            file.write(made)
    click.echo(f"Wrote {output}.", err=True)
