"""`grader items`: how hard questions and key points are, and how well they separate strong people from weak."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.selection import selection_options, write_data, write_rows

if TYPE_CHECKING:
    from grader.history.items import Item
    from grader.log.current import Attempt
    from grader.log.store import Filters

COLUMNS = "question_id key_point_id people mean hardness separation_people r low high separates".split()


@click.command()
@click.option("-k", "--key-points", is_flag=True, help="List key points instead of questions.")
@selection_options
@csv_option
@json_option
@db_option
def items(key_points: bool, filters: "Filters", as_csv: bool, as_json: bool, db: Path) -> None:
    """List how hard each question is and how well it separates strong people from weak ones.

    Known by first attempts. How hard an item is is said from 5 people on, how well it separates from
    20 on, with a 90% interval. docs/coaching.md has the formulas.
    """
    import msgspec

    from grader.history.items import key_point_items, question_items
    from grader.log.current import attempt_points, attempts
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        people = replace(filters, question=None, topic=None)  # for strength shows on other questions
        chosen = attempts(log, people)
        found = key_point_items(chosen, attempt_points(log, filters)) if key_points else question_items(chosen)
    wanted = {one.question_id for one in chosen if _matches(one, filters)}
    found = [item for item in found if item.question_id in wanted]
    if as_json:
        write_data({"items": msgspec.to_builtins(found)})
    elif as_csv:
        write_rows([_row(item) for item in found], COLUMNS)
    elif found:
        _print(found, key_points=key_points)
    else:
        click.echo("No answer matches.", err=True)


def _matches(attempt: "Attempt", filters: "Filters") -> bool:
    return filters.question in (None, attempt.question_id) and filters.topic in (None, attempt.topic)


def _row(item: "Item") -> dict[str, Any]:
    low, high = item.separation.interval or (None, None)
    return {
        "question_id": item.question_id,
        "key_point_id": item.key_point_id,
        "people": item.people,
        "mean": item.mean,
        "hardness": item.hardness,
        "separation_people": item.separation.people,
        "r": item.separation.r,
        "low": low,
        "high": high,
        "separates": item.separation.word,
    }


def _print(found: list["Item"], *, key_points: bool) -> None:
    from grader.cli.output import write_table
    from grader.history.items import FEWEST
    from grader.history.separation import ENOUGH

    rows = [{**row, **_words(item)} for item, row in ((item, _row(item)) for item in found)]
    point = {"key_point_id": "Key point"} if key_points else {}
    headings = {"question_id": "Question", **point, "people": "People", "mean": "Mean", "hardness": "It is"}
    write_table(rows, {**headings, "r": "r", "interval": "90% interval", "separates": "Separates"})
    if any(item.mean is None for item in found):
        click.echo(f"Nothing is said about items of fewer than {FEWEST} people.", err=True)
    if any(item.separation.people < ENOUGH for item in found):
        click.echo(f"Separation is not computed for fewer than {ENOUGH} people.", err=True)


def _words(item: "Item") -> dict[str, Any]:
    between = item.separation.interval
    return {
        "mean": None if item.mean is None else f"{item.mean:.0f}%",
        "r": None if item.separation.r is None else f"{item.separation.r:.2f}",
        "interval": f"{between[0]:.2f} to {between[1]:.2f}" if between else None,
    }
