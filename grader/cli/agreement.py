"""`grader agreement`: the machine against the reviewers in the log."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.selection import selection_options, write_data, write_rows
from grader.shown import UNDEFINED, short_id

if TYPE_CHECKING:
    from grader.log.store import Filters
    from grader.reviewing.agreeing import Agreement

COLUMNS = "grade_id question_id candidate machine machine_band human human_band reviewer reason".split()
DECIMALS = 4


@click.command()
@click.option("--blind", is_flag=True, help="Only reviews decided without having seen the machine's score.")
@click.option(
    "--disagreements",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="List the N answers on which machine and person are farthest apart (CSV and JSON have all).",
)
@selection_options
@csv_option
@json_option
@db_option
def agreement(blind: bool, disagreements: int, filters: "Filters", as_csv: bool, as_json: bool, db: Path) -> None:
    """Compare the machine with the reviews that stand: QWK, exact and adjacent agreement, and where they differ.

    By band; by percentage; by key point where reviewers judged them. CSV has the disagreements.
    docs/coaching.md explains the figures.
    """
    import msgspec

    from grader.log.current import attempt_points, attempts
    from grader.log.opening import open_log
    from grader.reviewing.agreeing import agreement_of

    with open_log(db, create=False) as log:
        found = agreement_of(attempts(log, filters), attempt_points(log, filters), blind=blind)
    data: dict[str, Any] = msgspec.to_builtins(found)
    if as_json:
        write_data({name: _rounded(value) for name, value in data.items()})
    elif as_csv:
        write_rows(data["disagreements"], COLUMNS)
    else:
        _print(found, disagreements)


def _print(found: "Agreement", most: int) -> None:
    from grader.cli.output import console, write_table
    from grader.reviewing.agreeing import ENOUGH

    out = console()
    n = found.coverage
    out.print(
        f"{n.reviewed} of {n.answers} answers are reviewed, {n.blind} of them blind; "
        f"of {n.doubtful} that the machine was in doubt about, {n.doubtful_reviewed}."
    )
    if found.exact is None:
        out.print("No review to compare with.")
        return
    rows = [{"figure": name, "value": value, "interval": interval} for name, value, interval in _figures(found)]
    write_table(rows, {"figure": "", "value": "Value", "interval": "90% interval"})
    if found.exact_interval is None:
        out.print(f"[dim]Of fewer than {ENOUGH} reviews no interval is given.[/dim]\n")
    if n.reviewed - n.doubtful_reviewed < n.doubtful_reviewed:
        out.print(
            "[dim]Most reviewed answers are ones the machine was in doubt about: on all answers it may do "
            "better. 'grader review next --all --random --blind' samples all.[/dim]\n"
        )
    write_table(
        [_reviewer(one) for one in found.reviewers],
        {"reviewer": "Reviewer", "n": "Reviews", "exact": "Same band", "bias": "Machine less person"},
    )
    if shown := found.disagreements[:most]:
        headings = {"grade": "Grade", "question_id": "Question", "machine": "Machine", "human": "Person"}
        write_table([_apart(one) for one in shown], {**headings, "reviewer": "Reviewer", "reason": "Why"})


def _figures(found: "Agreement") -> list[tuple[str, str, str]]:
    return [
        ("QWK", _number(found.qwk), _between(found.qwk_interval)),
        ("same band", _number(found.exact), _between(found.exact_interval)),
        ("same or neighbouring band", _number(found.adjacent), ""),
        ("Pearson r", _number(found.pearson), ""),
        ("mean absolute difference, %", _number(found.mae, 1), ""),
        ("machine less person, %", _number(found.bias, 1), ""),
        ("in the machine's 90% interval", _number(found.in_interval), ""),
        (f"same status of key point (of {found.key_points})", _number(found.key_points_exact), ""),
    ]


def _reviewer(one: Any) -> dict[str, Any]:
    return {"reviewer": one.reviewer, "n": one.n, "exact": f"{one.exact:.0%}", "bias": f"{one.bias:+.1f}"}


def _apart(one: Any) -> dict[str, Any]:
    return {
        "grade": short_id(one.grade_id),
        "question_id": one.question_id,
        "machine": f"{one.machine:.0f}% {one.machine_band}",
        "human": f"{one.human:.0f}% {one.human_band}",
        "reviewer": one.reviewer,
        "reason": one.reason,
    }


def _number(value: float | None, decimals: int = 3) -> str:
    return UNDEFINED if value is None else f"{value:.{decimals}f}"


def _between(interval: tuple[float, float] | None) -> str:
    return f"{interval[0]:.3f} to {interval[1]:.3f}" if interval else ""


def _rounded(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_rounded(one) for one in value]
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, DECIMALS) if isinstance(value, float) else value
