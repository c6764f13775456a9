"""`grader selftest invariance`: does the same answer, written another way, get the same score?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import ModelChoice, json_option, model_options
from grader.cli.output import tracked, write_json, write_table
from grader.cli.session import load_grader
from rubric.bank import questions

if TYPE_CHECKING:
    from grader.robustness.invariance import Invariance

SCHEMA_VERSION = 1

COLUMNS = {
    "ok": "",
    "rewording": "Rewording",
    "answers": "Answers",
    "mean": "Mean change",
    "maximum": "Largest",
    "beyond": "Beyond 10",
    "worst": "Worst example",
}


@click.command()
@json_option
@model_options
@click.pass_context
def invariance(ctx: click.Context, as_json: bool, models: ModelChoice) -> None:
    """Write the reference answers, and halves of them, another way, and see how far their scores move.

    For each kind of rewording, scores may move by less than 5 percentage points on average, and by
    10 at most. Exits 1 when they move further.
    """
    from grader.robustness.invariance import answers_to_reword, reword_all, summarise

    answers = answers_to_reword(questions())
    found = tracked(reword_all(load_grader(models), answers), len(answers), "Rewording")
    lines = summarise([change for of_answer in found for change in of_answer])
    if as_json:
        write_json(_document(lines))
    else:
        show(lines)
    failed = sum(not line.holds for line in lines)
    click.echo(f"{len(answers)} answers reworded, {failed} of {len(lines)} kinds beyond the limits", err=True)
    if failed:
        ctx.exit(1)


def show(lines: "Sequence[Invariance]") -> None:
    """A line per kind of rewording, on stdout."""
    write_table([_row(line) for line in lines], COLUMNS)


def _document(lines: "Sequence[Invariance]") -> dict[str, Any]:
    import msgspec

    from grader.robustness.invariance import AT_MOST, MEAN_LESS_THAN

    limits = {"mean_less_than": MEAN_LESS_THAN, "at_most": AT_MOST}
    return {"schema_version": SCHEMA_VERSION, "limits": limits, "rewordings": msgspec.to_builtins(lines)}


def _row(line: "Invariance") -> dict[str, Any]:
    from grader.rewording.rewording import TITLE

    worst = line.worst
    return {
        "ok": "ok" if line.holds else "BROKEN",
        "rewording": TITLE[line.kind],
        "answers": line.answers,
        "mean": line.mean,
        "maximum": worst.size,
        "beyond": len(line.beyond),
        "worst": f"{worst.question_id}: {worst.source} goes from {worst.before:g}% to {worst.after:g}%",
    }
