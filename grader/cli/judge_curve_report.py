"""What a judge buys, as tables for a person."""

from typing import TYPE_CHECKING, Any

import click

from grader.cli.output import console, literal, write_table
from grader.shown import UNDEFINED

if TYPE_CHECKING:
    from grader.evaluation.judge_curve import JudgeCurve


def show_curve(found: "JudgeCurve") -> None:
    """The curve and the verdicts on stdout."""
    out = console()
    out.print(literal(f"Judge {found.model}: asked about {found.asked} of {found.key_points} key points", "bold"))
    if found.discarded or found.failed_answers:
        out.print(
            f"{found.discarded} verdicts without a quotation from the answer do not count; "
            f"{found.failed_answers} answers got no verdict."
        )
    headings = {"share": "judged", "judged": "key points", "accuracy": "labels met"}
    write_table([_row(point) for point in found.curve], {**headings, "pearson": "Pearson r", "mae": "MAE, %"})
    if found.verdicts:
        rows = [{"verdict": one.verdict, "present": one.present, "absent": one.absent} for one in found.verdicts]
        write_table(rows, {"verdict": "verdict", "present": "label: there", "absent": "label: missing"})
    click.echo()


def _row(point: Any) -> dict[str, Any]:
    return {
        "share": f"{point.share:.0%}",
        "judged": point.judged,
        "accuracy": UNDEFINED if point.accuracy is None else f"{point.accuracy:.1%}",
        "pearson": UNDEFINED if point.pearson is None else f"{point.pearson:.3f}",
        "mae": UNDEFINED if point.mae is None else f"{point.mae:.1f}",
    }
