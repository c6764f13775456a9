"""`grader explain`: how a logged score came about, and whether it holds."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import db_option, json_option
from grader.cli.output import console, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from grader.grade import KeyPointGrade
    from grader.log.store import Logged

STRONGEST = 4
"""How many signals are named per key point."""


@click.command()
@click.argument("grade_id")
@click.option("--verify", is_flag=True, help="Recompute the grade from the log; exit 1 if it differs.")
@json_option
@db_option
@click.pass_context
def explain(ctx: click.Context, grade_id: str, verify: bool, as_json: bool, db: Path) -> None:
    """Show how the grade GRADE_ID ("last" for the newest) was computed.

    No model is loaded: the log holds every number.
    """
    from grader.explaining import differences, explanation
    from grader.log.opening import open_log
    from grader.log.store import find

    with open_log(db, create=False) as log:
        logged = find(log, grade_id)
    parts = explanation(logged)
    found = differences(logged) if verify else []
    if as_json:
        write_json({**parts, "verified": not found, "differences": found} if verify else parts)
    else:
        _print(logged, parts)
        _print_verdict(found, verify=verify)
    if found:
        ctx.exit(1)


def _print(logged: "Logged", parts: dict[str, Any]) -> None:
    grade = logged.record.grade
    out = console()
    out.print(f"Grade {parts['grade_id']} of {parts['created']}: {grade.question_id}, rubric {grade.rubric_hash[:12]}")
    out.print(f"Model {grade.model} (weights {grade.weights_hash[:12]}) on {grade.device}, grader {grade.version}")
    out.print(f"Calibration {grade.calibration[:12]}\n")
    limits = parts["calibration_limits"]
    out.print(
        "coverage = P(covered) x (1 - P(contradicted)); "
        f"credit rises from 0 at {limits['missing_at']:g} to 1 at {limits['covered_at']:g}\n"
    )
    computed = {part["id"]: part for part in parts["computation"]}
    for point in grade.key_points:
        _print_point(out, point, computed.get(point.id))
    for wrong in grade.misconceptions:
        out.print(f"misconception {wrong.id}: -{wrong.penalty:g}")
    out.print(f"\nSum: {grade.points:g} of {grade.max_points:g} points = {grade.percent:g}%, {grade.band}")
    facts = ", ".join(f"{name} {value:g}" for name, value in parts["facts"].items())
    out.print(f"Facts: {facts}")
    out.print(f"Conditions: {', '.join(grade.conditions) or 'none'}")


def _print_point(out: "Console", point: "KeyPointGrade", part: dict[str, Any] | None) -> None:
    out.print(f"[bold]{point.id}[/bold]: {point.status}")
    if part is None:
        return
    out.print(
        f"  P(covered) {part['p_covered']:.3f}, P(contradicted) {part['p_contradicted']:.3f}, "
        f"coverage {part['coverage']:.3f}"
    )
    spare = "" if point.counts else " (others of its group count)"
    out.print(f"  credit {part['credit']:.2f} x weight {point.weight:g} = {point.points:g} points{spare}")
    if part["exact"] is not None:
        out.print(f"  exact term {'found' if part['exact'] else 'not found'}: this alone decides P(covered)")
    if part["reversed"]:
        out.print("  it repeats an accepted wording almost word for word, but reversed")
    for name, probability in (("log_odds_covered", "covered"), ("log_odds_contradicted", "contradicted")):
        strongest = sorted(part[name].items(), key=lambda item: -abs(item[1]))[:STRONGEST]
        listed = ", ".join(f"{signal} {part['signals'][signal]:.2f} ({odds:+.1f})" for signal, odds in strongest)
        out.print(f"  [dim]{probability}: {listed}[/dim]")


def _print_verdict(found: list[str], *, verify: bool) -> None:
    out = console()
    if verify and not found:
        out.print("\nVerified: recomputing from the log gives the same grade.")
    for difference in found:
        out.print(f"\nDIFFERS: {difference}", markup=False)
