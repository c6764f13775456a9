"""Writing to the terminal: JSON, CSV, tables, and text of others taken literally. rich is imported to draw."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.shown import to_the_minute as to_the_minute  # noqa: PLC0414 - commands take both from here
from grader.shown import visible as visible  # noqa: PLC0414

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Item = TypeVar("Item")

STDOUT = "standard output"
"""How messages call it."""

_LATE_CONTROLS = re.compile(r"[\x7f-\x9f]")
"""Control characters that JSON allows within a text as they are."""


class OutputError(Exception):
    """An output could not be written. No OSError, for the log would take one that passes through it for its own.

    `code_if_closed` is the exit code when whoever read the output has had enough.
    """

    def __init__(self, output: str, reason: OSError) -> None:
        super().__init__(f"{output}: {reason}")
        self.output = output
        self.reason = reason
        self.code_if_closed = 0


@contextmanager
def writing(output: str) -> Iterator[None]:
    """Turn an OSError of the block into an OutputError that names the output."""
    try:
        yield
    except OSError as error:
        raise OutputError(output, error) from error


def prepare_streams() -> None:
    """Make the standard streams fit for any text: none is missing, and what one cannot encode it escapes."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays open
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def literal(text: object, style: str = "") -> "Text":
    """Text of a user or a rubric for rich to print: no markup or emoji code in it counts, controls are visible."""
    from rich.text import Text

    return Text(visible(str(text)), style)


def console(*, stderr: bool = False) -> "Console":
    """A console that wraps at the terminal's width, and at 100 columns where there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 100
    return Console(stderr=stderr, highlight=False, emoji=False, soft_wrap=False, width=width)


def tracked(items: Iterable[Item], total: int, doing: str) -> Iterator[Item]:
    """The items, with a progress bar on stderr while they are made, if that is a terminal."""
    from rich.markup import escape
    from rich.progress import Progress

    screen = console(stderr=True)
    with Progress(console=screen, disable=not screen.is_terminal, transient=True) as progress:
        yield from progress.track(items, total=total, description=escape(visible(doing)))


def write_json(data: Any) -> None:
    """Indented JSON on stdout; in ASCII where stdout does not take every character. Controls are escaped."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(data, indent=2, ensure_ascii=not unicode)
    click.echo(_LATE_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """CSV on stdout, header first; no cell is a formula to a spreadsheet. Away from a terminal text stays as it is."""
    from grader.answers.cells import neutral

    shown = visible if sys.stdout.isatty() else str
    click.echo(_csv_line(columns))
    for row in rows:
        click.echo(shown(_csv_line([neutral(row[name]) for name in columns])), color=True)  # nothing is stripped


def _csv_line(values: Sequence[Any]) -> str:
    """One row without its end. The csv module is left to write that, for else it leaves a lone return unquoted."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(values)
    return line.getvalue().removesuffix("\r\n")


def write_table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], title: str | None = None) -> None:
    """A table on stdout; `columns` maps each key to its heading. Numbers stand right, text is taken literally.

    A cell may be a rich Text, which is printed as it is.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    listed = list(rows)
    for key, heading in columns.items():
        numeric = any(isinstance(row[key], int | float) for row in listed)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        cells = ("" if row[key] is None else row[key] for key in columns)
        table.add_row(*(cell if isinstance(cell, Text) else literal(cell) for cell in cells))
    console().print(table)
