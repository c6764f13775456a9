"""`grader batch --dry-run`: what a batch would do."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from grader.cli.output import visible, write_json

if TYPE_CHECKING:
    from grader.answers.rows import BadRow
    from grader.batch.job import Job

SCHEMA_VERSION = 1
ROWS_FAILED = 3
"""Exit code of a batch with rows that cannot be graded, and of its dry run."""


def print_plan(job: "Job", *, as_json: bool) -> int:
    """Say what there is to do, and which rows are bad and why. Returns the exit code."""
    from msgspec import to_builtins

    bad: list[dict[str, Any]] = []

    def report(row: "BadRow") -> None:
        if as_json:
            bad.append(asdict(row))
        else:
            click.echo(visible(f"{row.file}:{row.line}: {row.reason}"))

    plan = job.survey(report)
    if as_json:
        run = job.run.id if job.run else None
        write_json({"schema_version": SCHEMA_VERSION, "run": run, **to_builtins(plan), "bad_rows": bad})
    else:
        click.echo(
            f"{plan.rows} rows: {plan.to_grade} to grade, {plan.bad} that cannot be graded"
            + (f", {plan.graded_already} graded already" if job.run else "")
            + (f", {plan.failed_already} that could not be graded before" if plan.failed_already else "")
        )
    return ROWS_FAILED if plan.bad or plan.failed_already else 0
