"""`grader rubric test`: does a rubric withstand answers that are made to fool it?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import ModelChoice, json_option, model_options
from grader.cli.output import tracked, write_json, write_table
from grader.cli.session import load_grader
from rubric import Question
from rubric.catalogue import named

if TYPE_CHECKING:
    from grader.robustness.resistance import Verdict

SCHEMA_VERSION = 1

MEASURED = {"attack": "Attack", "percent": "Earns", "change": "Change", "limit": "Limit"}
OF_ONE = {"ok": "", **MEASURED, "variant": "Variant"}
OF_MANY = {"ok": "", **MEASURED, "question_id": "Worst in"}
BROKEN = {"question_id": "Question", **MEASURED, "variant": "Variant"}


@click.command("test")
@click.argument("targets", nargs=-1, metavar="[ID|PATH]...")
@json_option
@model_options
@click.pass_context
def test(ctx: click.Context, targets: tuple[str, ...], as_json: bool, models: ModelChoice) -> None:
    """Attack rubrics with answers that deserve nothing, and see what they earn.

    Takes question ids, TOML files and directories of them; without any, all shipped questions.
    Answers that deserve nothing may earn 25% at most, gibberish nothing; idle talk may move a right
    answer by less than 3 points, a modifier by less than 2 on average; a disguise changes nothing or
    is flagged; a copied reference answer earns its marks and is flagged. For each kind of attack
    the worst variant is shown. Exits 1 when a limit is broken.
    """
    from grader.robustness.resistance import resist

    questions = named(targets)
    others = list({question.id: question for question in (*named(()), *questions)}.values())
    found = tracked(resist(load_grader(models), questions, others), len(questions), "Attacking")
    verdicts = [verdict for of_question in found for verdict in of_question]
    broken = sum(not one.holds for one in verdicts)
    if as_json:
        write_json(_document(questions, verdicts))
    else:
        show(verdicts)
    click.echo(f"{len(questions)} questions attacked, {broken} limits broken", err=True)
    if broken:
        ctx.exit(1)


def _document(questions: Sequence[Question], verdicts: "Sequence[Verdict]") -> dict[str, Any]:
    import msgspec

    return {
        "schema_version": SCHEMA_VERSION,
        "questions": len(questions),
        "broken": sum(not one.holds for one in verdicts),
        "verdicts": msgspec.to_builtins(verdicts),
    }


def show(verdicts: "Sequence[Verdict]") -> None:
    """A line per kind of attack, worst first; for many questions the worst of them, then every broken limit."""
    if len({one.question_id for one in verdicts}) == 1:
        write_table([_row(one) for one in _worst_first(verdicts)], OF_ONE)
        return
    kinds = dict.fromkeys(one.kind for one in verdicts)
    worst = [max((one for one in verdicts if one.kind == kind), key=lambda one: one.over) for kind in kinds]
    write_table([_row(one) for one in _worst_first(worst)], OF_MANY)
    broken = [_row(one) for one in _worst_first(verdicts) if not one.holds]
    if broken:
        write_table(broken, BROKEN, title="Limits broken")


def _worst_first(verdicts: "Sequence[Verdict]") -> "list[Verdict]":
    return sorted(verdicts, key=lambda one: (one.holds, -one.over))


def _row(one: "Verdict") -> dict[str, str]:
    from grader.attacks.attack import TITLE

    changed = one.change is not None
    return {
        "ok": "ok" if one.holds else "BROKEN",
        "question_id": one.question_id,
        "attack": TITLE[one.kind],
        "percent": f"{one.percent:g}%",
        "change": f"{one.change:+g} (mean {one.mean_change:g})" if changed else "",
        "limit": one.limit,
        "variant": one.variant,
    }
