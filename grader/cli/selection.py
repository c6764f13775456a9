"""Which answers a command of the coach is about: the same options everywhere."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from grader.cli.output import write_csv, write_json

SCHEMA_VERSION = 1
"""Of the JSON of all commands that list what the log holds over time."""

_OPTIONS = (
    click.option("-c", "--candidate", help="Only this person's answers."),
    click.option("--group", help="Only answers of the candidates in this group ('grader group')."),
    click.option("--question", help="Only answers to this question id."),
    click.option("--topic", help="Only answers to questions of this topic."),
    click.option(
        "--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="Only answers from this day (UTC) on."
    ),
)


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--candidate, --group, --question, --topic and --since, which reach the command together as `filters`."""
    return _selecting(command, _OPTIONS)


def selection_options_of_one(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a command whose argument CANDIDATE stands for --candidate."""
    return _selecting(command, _OPTIONS[1:])


def _selecting(command: Callable[..., Any], options: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    @functools.wraps(command)
    def chosen(
        *args: Any, group: str | None, question: str | None, topic: str | None, since: Any, **others: Any
    ) -> Any:
        from grader.log.store import Filters

        start = since.isoformat() if since else None
        filters = Filters(others.pop("candidate"), question, topic, start, group=group)
        return command(*args, filters=filters, **others)

    for option in reversed(options):
        chosen = option(chosen)
    return chosen


def write_data(data: Mapping[str, Any]) -> None:
    """JSON for programs, with the version of its form."""
    write_json({"schema_version": SCHEMA_VERSION, **data})


def write_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """CSV for programs; what stands in a list or is absent is written as text or left empty."""
    write_csv(({name: _cell(row[name]) for name in columns} for row in rows), columns)


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value)
    return int(value) if isinstance(value, bool) else value
