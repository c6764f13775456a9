"""Writing to the terminal: JSON, CSV, tables. rich is imported when something is drawn."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console


def console(*, stderr: bool = False) -> "Console":
    """A console that wraps at the terminal's width, and at 100 columns where there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=None if stream.isatty() else 100)


def write_json(data: Any) -> None:
    """Indented JSON on stdout."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """CSV on stdout, header first."""
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def write_table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], title: str | None = None) -> None:
    """A table on stdout; `columns` maps each key to its heading. Numbers stand right."""
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    listed = list(rows)
    for key, heading in columns.items():
        numeric = any(isinstance(row[key], int | float) for row in listed)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        table.add_row(*("" if row[key] is None else str(row[key]) for key in columns))
    console().print(table)
