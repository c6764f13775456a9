"""`grader duplicates`: answers that are nearly the same text."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.selection import selection_options, write_data, write_rows
from grader.shown import short_id

if TYPE_CHECKING:
    from grader.duplicates.finding import Duplicate, Found
    from grader.log.store import Filters

COLUMNS = "question_id kind alike id candidate created other_id other_candidate other_created others".split()


@click.command()
@click.option(
    "--at-least",
    type=click.IntRange(50, 100),
    default=50,
    show_default=True,
    help="List texts that are so many percent alike.",
)
@selection_options
@csv_option
@json_option
@db_option
def duplicates(at_least: int, filters: "Filters", as_csv: bool, as_json: bool, db: Path) -> None:
    """List answers that are nearly the same text, as something to look at: it is no verdict.

    Each with the earlier answer of another person, or of the same one, or the reference answer that it is
    most like. Candidate, group and day choose answers that are compared with all others, earlier
    and later. docs/coaching.md says what is compared, and what this cannot see.
    """
    import msgspec

    found = _found(db, filters, at_least / 100)
    if as_json:
        write_data(msgspec.to_builtins(found))
    elif as_csv:
        write_rows([_row(one) for one in found.duplicates], COLUMNS)
    else:
        _print(found, at_least)


def _found(db: Path, filters: "Filters", at_least: float) -> "Found":
    """Raises LogError."""
    from grader.duplicates.finding import duplicates_of
    from grader.log.bulk import Records
    from grader.log.current import answers, attempts
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        everything = attempts(log, replace(filters, candidate=None, group=None, since=None))
        chosen = {attempt.first_id for attempt in attempts(log, filters)}
        texts = answers(log, [attempt.first_id for attempt in everything])
        records = Records(log)
        return duplicates_of(
            everything,
            texts,
            lambda attempt: records.question(attempt.id).reference_answers,
            at_least,
            lambda attempt: attempt.first_id in chosen,
        )


def _row(one: "Duplicate") -> dict[str, Any]:
    other = one.other
    return {
        "question_id": one.question_id,
        "kind": one.kind,
        "alike": one.alike,
        "id": one.answer.id,
        "candidate": one.answer.candidate,
        "created": one.answer.created,
        "other_id": other and other.id,
        "other_candidate": other and other.candidate,
        "other_created": other and other.created,
        "others": one.others,
    }


def _print(found: "Found", at_least: int) -> None:
    from grader.cli.output import to_the_minute, write_table
    from grader.duplicates.finding import SHORTEST

    rows = [
        {
            "alike": f"{one.alike:.0f}%",
            "question": one.question_id,
            "id": short_id(one.answer.id),
            "who": one.answer.candidate or "no name",
            "when": to_the_minute(one.answer.created),
            "like": _like(one),
            "others": one.others or None,
        }
        for one in found.duplicates
    ]
    headings = {"alike": "Alike", "question": "Question", "id": "Grade", "who": "Of", "when": "When (UTC)"}
    if rows:
        write_table(rows, {**headings, "like": "Is like", "others": "And"})
        click.echo("No verdict: texts are alike for many reasons. 'grader log show ID' shows an answer.", err=True)
    else:
        click.echo(f"No text is {at_least}% like another one before it.", err=True)
    short = f"; {found.short} of fewer than {SHORTEST} words left out" if found.short else ""
    click.echo(f"Looked through {found.answers} answers{short}.", err=True)


def _like(one: "Duplicate") -> str:
    if one.other is None:
        return one.kind
    whose = one.other.candidate or "no name"
    return f"{short_id(one.other.id)}{', an earlier attempt' if one.kind == 'an earlier attempt' else f' of {whose}'}"
