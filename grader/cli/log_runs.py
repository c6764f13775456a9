"""`grader log runs`: the batches that were run, and how far each came."""

from pathlib import Path
from typing import Any

import click

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.output import to_the_minute, write_csv, write_json, write_table

SCHEMA_VERSION = 1
COLUMNS = "id started state finished files rows graded failed model version".split()


@click.command("runs")
@click.option("--limit", type=click.IntRange(min=1, max=1_000_000_000), help="At most this many, newest first.")
@csv_option
@json_option
@db_option
def runs(limit: int | None, as_csv: bool, as_json: bool, db: Path) -> None:
    """List batches, newest first: how far each came, and whether it is finished.

    "unfinished" is one that is still at work or was killed; "stopped" and "failed" ones have ended,
    too. All of these go on with 'grader batch --resume RUN'.
    """
    from grader.log.opening import open_log
    from grader.log.runs import run_listing

    with open_log(db, create=False) as log:
        rows = [{name: row[name] for name in COLUMNS} for row in run_listing(log, limit)]
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "runs": rows})
    elif as_csv:
        write_csv(rows, COLUMNS)
    elif rows:
        _print(rows)
    else:
        click.echo("No batch was run yet.", err=True)


def _print(rows: list[dict[str, Any]]) -> None:
    shown = [{**row, "started": to_the_minute(row["started"])} for row in rows]
    headings = {"id": "Run", "started": "Started (UTC)", "state": "State", "files": "Files"}
    write_table(shown, {**headings, "rows": "Rows", "graded": "Graded", "failed": "Failed"})
