"""What the commands that learn share: the table of what changed on answers left out, and what `--json` says of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from grader.cli.output import write_table
from grader.shown import UNDEFINED

if TYPE_CHECKING:
    from grader.learning.change import Change

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


dry_run_option: Decorator = click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")


def show_changes(changes: "dict[str, tuple[Change, int]]", title: str) -> None:
    """A line per statistic; the number beside each is how many decimals it has."""
    columns = ("before", "after", "change", "90% interval")
    rows = [{"": name, **dict(zip(columns, _cells(*one), strict=True))} for name, one in changes.items()]
    write_table(rows, {"": "On answers left out", **{name: name for name in columns}}, title=title)


def _cells(one: "Change", decimals: int) -> list[str]:
    rise = None if one.before is None or one.after is None else one.after - one.before
    low, high = one.interval or (None, None)
    texts = [_number(one.before, "", decimals), _number(one.after, "", decimals), _number(rise, "+", decimals)]
    return [*texts, UNDEFINED if low is None else f"{low:+.{decimals}f} to {high:+.{decimals}f}"]


def _number(value: float | None, sign: str, decimals: int) -> str:
    return UNDEFINED if value is None else f"{value:{sign}.{decimals}f}"
