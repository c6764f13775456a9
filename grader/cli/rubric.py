"""`grader rubric`: find mistakes of rubric authors before candidates do (`check`), and `draft`, `test`, `train`."""

import click

from grader.cli.draft import draft
from grader.cli.options import ModelChoice, json_option, model_options
from grader.cli.output import visible, write_json
from grader.cli.rubric_test import test
from grader.cli.session import load_grader
from grader.cli.train import train
from rubric.catalogue import named

SCHEMA_VERSION = 1


@click.group()
def rubric() -> None:
    """Work on rubrics."""


rubric.add_command(draft)
rubric.add_command(test)
rubric.add_command(train)


@rubric.command()
@click.argument("target", required=False)
@json_option
@model_options
@click.pass_context
def check(ctx: click.Context, target: str | None, as_json: bool, models: ModelChoice) -> None:
    """Look for mistakes in TARGET: a TOML file, a directory of them, or a question id (default: the whole bank).

    Exits 1 when there are findings.
    """
    from grader.authoring import check_questions

    questions = named((target,) if target else ())
    findings = list(check_questions(load_grader(models), questions))
    if as_json:
        rows = [
            {"question_id": found.question_id, "where": found.where, "problem": found.problem} for found in findings
        ]
        write_json({"schema_version": SCHEMA_VERSION, "questions": len(questions), "findings": rows})
    else:
        for found in findings:
            click.echo(visible(f"{found.question_id}: {found.where}: {found.problem}"))
        click.echo(f"{len(questions)} questions checked, {len(findings)} findings", err=True)
    if findings:
        ctx.exit(1)
