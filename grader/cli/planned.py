"""What the imports share: a plan, a line a row, that is shown and, without --dry-run, carried out."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from grader.cli.output import visible
from grader.cli.selection import write_data

ROWS_REFUSED = 3
"""Exit code of an import with rows it could not take."""


def show_plan(
    ctx: click.Context,
    file: Path,
    planned: Sequence[Any],
    told: Callable[[Any], str | None],
    outcomes: Sequence[str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write what becomes of each row; ends the program with ROWS_REFUSED if one is refused.

    A row has `line`, `outcome` and, if it is refused, `problem`; `told` puts a row into words, if there are any for it.
    """
    if as_json:
        import msgspec

        write_data({"written": not dry_run, "rows": msgspec.to_builtins(planned)})
    else:
        _print(file, planned, told)
        counts = Counter(row.outcome for row in planned)
        listed = ", ".join(f"{counts[name]} {name}" for name in outcomes)
        click.echo(f"{listed}. {'Nothing was written.' if dry_run else 'Written.'}", err=True)
    if any(row.outcome == "refused" for row in planned):
        ctx.exit(ROWS_REFUSED)


def _print(file: Path, planned: Sequence[Any], told: Callable[[Any], str | None]) -> None:
    for row in planned:
        if row.problem:
            click.echo(visible(f"{file}:{row.line}: {row.problem}"), err=True)
        elif line := told(row):
            click.echo(visible(line))
