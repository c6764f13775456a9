"""`grader history`: one person over time, or everybody in a line each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.selection import selection_options_of_one, write_data, write_rows

if TYPE_CHECKING:
    from grader.history.people import Person
    from grader.log.current import Attempt
    from grader.log.store import Filters

PEOPLE = "candidate attempts questions mean best latest change same_questions new_questions last confidence".split()
ATTEMPTS = (
    "id created question_id topic level points max_points percent band low high machine_percent needs_review reviewer"
).split()


@click.command()
@click.argument("candidate", required=False)
@selection_options_of_one
@csv_option
@json_option
@db_option
def history(filters: "Filters", as_csv: bool, as_json: bool, db: Path) -> None:
    """Show the attempts of CANDIDATE over time, or everybody in a line each.

    Whether somebody gets better is said of questions tried again and of new questions apart, and
    only where chance would hardly look so. Where confidence was stated ('grader practice --confidence'),
    it is held against what was earned, topic by topic. docs/coaching.md says how.
    """
    show = _everybody if filters.candidate is None else _one
    show(filters, as_csv=as_csv, as_json=as_json, db=db)


def _everybody(filters: "Filters", *, as_csv: bool, as_json: bool, db: Path) -> None:
    from grader.cli.history_report import show_people
    from grader.history.people import people_of
    from grader.log.confidences import confidences
    from grader.log.current import attempts
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        chosen, everything, expected = attempts(log, filters), attempts(log), confidences(log)
    people = people_of(chosen, everything, expected)
    if as_json:
        write_data({"candidates": [_document(person) for person in people]})
    elif as_csv:
        write_rows([_row(person) for person in people], PEOPLE)
    else:
        show_people(people, nameless=sum(attempt.candidate is None for attempt in chosen))


def _one(filters: "Filters", *, as_csv: bool, as_json: bool, db: Path) -> None:
    from grader.cli.history_report import show_person
    from grader.history.people import person_of
    from grader.log.confidences import confidences
    from grader.log.current import attempts
    from grader.log.naming import check_candidate
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        check_candidate(log, str(filters.candidate))
        chosen, everything, expected = attempts(log, filters), attempts(log), confidences(log)
    if as_csv:
        write_rows(_rows(chosen), ATTEMPTS)
    elif not chosen:
        click.echo("No answer of this candidate matches.", err=True)
    elif as_json:
        write_data({**_document(person_of(chosen, everything, expected)), "attempts": _rows(chosen)})
    else:
        show_person(person_of(chosen, everything, expected), chosen)


def _document(person: "Person") -> dict[str, Any]:
    import msgspec

    data: dict[str, Any] = msgspec.to_builtins(person)
    return data


def _row(person: "Person") -> Mapping[str, Any]:
    """A line of CSV: verdicts in words."""
    data = _document(person)
    verdicts = {name: data[name]["verdict"] for name in ("same_questions", "new_questions")}
    confidence = data["confidence"] and data["confidence"]["judgement"]
    return {**data, **data["summary"], **verdicts, "confidence": confidence}


def _rows(attempts: Sequence["Attempt"]) -> list[dict[str, Any]]:
    return [{name: getattr(attempt, name) for name in ATTEMPTS} for attempt in attempts]
