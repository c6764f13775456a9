"""`grader export`: what the log holds, for other programs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import db_option
from grader.cli.output import console, write_csv, writing
from grader.cli.replacing import whole
from grader.cli.results import check_outputs
from grader.cli.selection import selection_options

if TYPE_CHECKING:
    from sqlite_utils import Database

    from grader.answers.writing import Level
    from grader.exporting.gathering import Selection
    from grader.log.store import Filters

ENDINGS = (".csv", ".jsonl", ".xlsx", ".parquet")
"""How the name of a table may end; the ending says what is written."""

DECK = "Interview key points"


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=f"Write a row per answer here ({', '.join(ENDINGS)})."
)
@click.option("-k", "--key-points", type=click.Path(path_type=Path), help="Write a row per key point here.")
@click.option(
    "--anki", type=click.Path(path_type=Path), help="Write an Anki deck (.apkg) of key points missed at the last try."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines to stdout, not CSV.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@selection_options
@click.option("--below", type=float, metavar="PERCENT", help="Only answers below this percentage.")
@click.option("--run", "run_id", metavar="RUN", help='Only answers of this batch: the beginning of its id, or "last".')
@db_option
def export(
    output: Path | None,
    key_points: Path | None,
    anki: Path | None,
    as_json: bool,
    force: bool,
    filters: "Filters",
    below: float | None,
    run_id: str | None,
    db: Path,
) -> None:
    """Export answers with what counts, a row each, to files, or as CSV to stdout.

    Where a person reviewed an answer, their points and words are in the columns that count; the
    machine's stand beside them.
    """
    from grader.exporting.gathering import selected
    from grader.log.opening import open_log

    tables: list[tuple[Path | None, Level]] = [(output, "answer"), (key_points, "key_point")]
    files = [(path, level) for path, level in tables if path]
    check_outputs([path for path, _ in files], [db], force=force, endings=ENDINGS)
    if anki:
        check_outputs([anki], [db, *(path for path, _ in files)], force=force, endings=(".apkg",))
    with open_log(db, create=False) as log:
        filters = _narrowed(log, filters, below, run_id)
        selection = selected(log, filters)
        if not files and not anki:
            _to_stdout(selection, as_json=as_json)
        with console(stderr=True).status("Writing"):  # seen at a terminal only
            for path, level in files:
                _write_table(selection, path, level, force=force)
            if anki:
                _write_deck(selection, filters, anki, force=force)


def _narrowed(log: "Database", filters: "Filters", below: float | None, run_id: str | None) -> "Filters":
    from dataclasses import replace

    from grader.log.runs import find_run

    return replace(filters, below=below, run=None if run_id is None else find_run(log, run_id).id)


def _to_stdout(selection: "Selection", *, as_json: bool) -> None:
    from grader.exporting.rows import COLUMNS

    columns = list(COLUMNS["answer"])
    if as_json:
        for row in selection.rows("answer"):
            click.echo(json.dumps({name: row[name] for name in columns}))
    else:
        write_csv(selection.rows("answer"), columns)


def _write_table(selection: "Selection", path: Path, level: "Level", *, force: bool) -> None:
    from grader.exporting.rows import COLUMNS, Counted
    from grader.exporting.tables import WRITERS

    rows = Counted(selection.rows(level))
    with writing(str(path)), whole(path, force=force) as file:
        cut = WRITERS[path.suffix.lower()](file, rows, COLUMNS[level])
    click.echo(f"Wrote {rows.count:,} rows to {path}.", err=True)
    if cut:
        click.echo(f"{cut:,} texts are longer than a cell may be and were cut; .csv holds them whole.", err=True)


def _write_deck(selection: "Selection", filters: "Filters", path: Path, *, force: bool) -> None:
    from grader.exporting.anki import write_deck

    cards = selection.missed()
    name = next((f"{DECK}: {name}" for name in (filters.candidate, filters.group) if name is not None), DECK)
    with writing(str(path)), whole(path, force=force) as file:
        write_deck(file, name, cards, datetime.now(UTC))
    click.echo(f"Wrote {len(cards):,} cards to {path}.", err=True)
