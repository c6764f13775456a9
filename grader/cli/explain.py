"""`grader explain`: how a logged score came about, and whether it holds."""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.judge_report import share_of
from grader.cli.options import db_option, grade_id_argument, json_option
from grader.cli.output import console, literal, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from grader.grade import Grade, KeyPointGrade
    from grader.log.store import Logged

STRONGEST = 4
"""How many signals are named per key point."""


@click.command()
@grade_id_argument
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
        _print_verdict(logged.record.grade, found, verify=verify)
    if found:
        ctx.exit(1)


def _print(logged: "Logged", parts: dict[str, Any]) -> None:
    grade = logged.record.grade
    out = console()
    asked = f"{grade.question_id}, rubric {grade.rubric_hash[:12]}"
    out.print(literal(f"Grade {parts['grade_id']} of {parts['created']}: {asked}"))
    model = f"{grade.model} (weights {grade.weights_hash[:12]}) on {grade.engine}, {grade.device}"
    out.print(literal(f"Model {model}, grader {grade.version}"))
    verifier = f", verifier {grade.verifier[:12]}" if grade.verifier else ""
    out.print(f"Calibration {grade.calibration[:12]}{verifier}\n")
    out.print("coverage = P(covered) x (1 - P(contradicted)); credit rises with coverage, see docs/measurement.md\n")
    computed = {part["id"]: part for part in parts["computation"]}
    for point in grade.key_points:
        _print_point(out, point, computed.get(point.id))
    for wrong in grade.misconceptions:
        out.print(literal(f"misconception {wrong.id}: -{wrong.penalty:g}"))
    result = f"{grade.points:g} of {grade.max_points:g} points = {grade.percent:g}%, {grade.band}"
    out.print(f"\n{_total(logged)}{result}")
    facts = ", ".join(f"{name} {value:g}" for name, value in parts["facts"].items())
    out.print(f"Facts: {facts}")
    out.print(f"Conditions: {', '.join(grade.conditions) or 'none'}")
    if grade.judge:
        out.print(literal(share_of(grade.judge, len(grade.key_points))))


def _total(logged: "Logged") -> str:
    """What stands before the result: how the points of the parts lead to it."""
    if not logged.calibration.scale:
        return "Sum: "
    grade = logged.record.grade
    earned = sum(point.points for point in grade.key_points) - sum(wrong.penalty for wrong in grade.misconceptions)
    return f"Sum: {max(earned, 0):g} of {grade.max_points:g} points; on your own scale "


def _print_point(out: "Console", point: "KeyPointGrade", part: dict[str, Any] | None) -> None:
    out.print(literal(point.id, "bold"), f": {point.status}", sep="")
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
        out.print(literal(f"  it comes close to an accepted wording, reversed: {_changes(part)}"))
    if part["unsure"]:
        out.print(literal(f"  it may be the wrong way round: {_changes(part)}"))
    if part["opinion"]:
        said = part["opinion"]
        out.print(
            f"  the verifier's log-odds: covered {said['covered']:+.1f}, contradicted {said['contradicted']:+.1f}; "
            "those of the signals:"
        )
    if "verdict" in part:
        _print_verdict_of_judge(out, part["verdict"], part["first_pass"])
    for name, probability in (("log_odds_covered", "covered"), ("log_odds_contradicted", "contradicted")):
        strongest = sorted(part[name].items(), key=lambda item: -abs(item[1]))[:STRONGEST]
        listed = ", ".join(f"{signal} {part['signals'][signal]:.2f} ({odds:+.1f})" for signal, odds in strongest)
        out.print(f"  [dim]{probability}: {listed}[/dim]")


def _print_verdict_of_judge(out: "Console", verdict: dict[str, Any], first: dict[str, Any]) -> None:
    quote = f' from "{" ".join(verdict["quote"]["text"].split())}"' if verdict["quote"] else ""
    out.print(literal(f"  the judge: {verdict['status']}{quote}: {verdict['reason']}"))
    out.print(
        f"  before it was heard: {first['status']}, P(covered) {first['p_covered']:.3f}, "
        f"P(contradicted) {first['p_contradicted']:.3f}"
    )


def _changes(part: dict[str, Any]) -> str:
    from grader.polarity.change import Change, in_words

    return in_words([Change(**change) for change in part["changes"]]) or "one side alone negates something"


def _print_verdict(grade: "Grade", found: list[str], *, verify: bool) -> None:
    out = console()
    if verify and not found:
        out.print("\nVerified: recomputing from the log gives the same grade.")
    for difference in found:
        out.print(literal(f"\nDIFFERS: {difference}"))
    if found and grade.version != (ours := version("interview-answer-grader")):
        out.print(
            f"\nThis answer was graded by version {grade.version}, and this is {ours}: verify it with that version."
        )
