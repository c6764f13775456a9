"""`grader batch`: files of answers in, files of grades out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from grader.cli import batch_job
from grader.cli.batch_plan import print_plan
from grader.cli.batch_work import perform
from grader.cli.judge_options import judge_options
from grader.cli.options import ModelChoice, db_option, no_log_option, rubrics_option, scored_options
from grader.cli.output import console, visible
from grader.cli.results import check_outputs
from grader.cli.session import check_log, load_grader, load_judge
from grader.llm_judge.choice import JudgeChoice

LAST = "last"
KEPT = (
    *("question", "columns", "format_", "encoding", "sheet", "only", "model", "no_verifier"),
    *("judge", "judge_band", "judge_all", "judge_option"),
)
"""Options that a run keeps: with others it would be another run."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write results here (.csv or .jsonl), not to stdout."
)
@click.option(
    "-k", "--key-points", type=click.Path(path_type=Path), help="Write one row per key point here (.csv or .jsonl)."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines to stdout, not CSV.")
@click.option("-q", "--question", help="The question of rows that name none.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column holds answer, question_id, candidate or id.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "tsv", "jsonl", "xlsx"]),
    help="The files' format, if the name does not say.",
)
@click.option("--encoding", help="The files' encoding, if it is not UTF-8.")
@click.option("--sheet", metavar="NAME", help="The sheet of a .xlsx file to read, if not the first.")
@click.option("--force", is_flag=True, help="Replace output files that exist.")
@click.option(
    "--resume",
    is_flag=False,
    flag_value=LAST,
    metavar="[RUN]",
    help='Go on with a run that stopped: the beginning of its id, or "last" (also if left out). '
    "Files and options are those it was started with.",
)
@click.option("--retry-failed", is_flag=True, help="With --resume: try rows that could not be graded again.")
@click.option("--only", multiple=True, metavar="ID", help="Only the row, or the rows of the question, with this id.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many rows; --resume goes on.")
@click.option("--dry-run", is_flag=True, help="Only say what would be graded, and which rows are bad and why.")
@no_log_option
@rubrics_option
@db_option
@scored_options
@judge_options
@click.pass_context
def batch(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    resume: str | None,
    retry_failed: bool,
    limit: int | None,
    dry_run: bool,
    no_log: bool,
    db: Path,
    models: ModelChoice,
    judge: JudgeChoice | None,
    **given: Any,
) -> None:
    """Grade every row of answer FILES (CSV, TSV, JSON Lines, XLSX).

    A row needs an answer and a question id. A row that cannot be graded is reported with its line
    and reason and does not stop the others; the exit code is then 3.

    A batch is a run in the log. Ctrl-C finishes the rows in flight, a second one stops at once;
    however a run ended, --resume goes on with it, and its output is the same as if it had not.
    """
    if resume and Path(resume).is_file():  # "--resume answers.csv" takes the file for the run
        files, resume = (Path(resume), *files), LAST
    _check_usage(ctx, files, resume, retry_failed=retry_failed, no_log=no_log)
    if resume:
        job = batch_job.resumed(ctx, db, resume, files, given, retry_failed=retry_failed, dry_run=dry_run)
    else:
        job = batch_job.new(files, given, models, judge)
    if dry_run:
        ctx.exit(print_plan(job, as_json=job.options.as_json))
    outputs = [Path(name) for name in (job.options.output, job.options.key_points) if name]
    check_outputs(outputs, [Path(file.name) for file in job.files], force=job.options.force or bool(resume))
    with console(stderr=True).status("Reading the files"):  # seen at a terminal only
        plan = job.survey()
    log = None if no_log else db
    check_log(log)
    with console(stderr=True).status("Loading the model"):
        judging = load_judge(job.options.judge, log)
        chosen = replace(models, name=job.options.model, verifier=job.options.verifier)
        grader = load_grader(chosen, remembering=True, judge=judging)
    job.check_grader(grader)
    ctx.exit(perform(job, plan, grader, log, limit, named_log=_named_log(ctx, db)))


def _check_usage(
    ctx: click.Context, files: tuple[Path, ...], resume: str | None, *, retry_failed: bool, no_log: bool
) -> None:
    """Raises click.UsageError for options that do not go together."""
    if not files and not resume:
        raise click.UsageError("Missing argument 'FILES...'.")
    if retry_failed and not resume:
        raise click.UsageError("--retry-failed tries the rows of a run again; name it with --resume")
    if resume and no_log:
        raise click.UsageError("--resume goes on with a run in the log; leave out --no-log")
    kept = [name for name in KEPT if resume and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    for option in (option for option in ctx.command.params if option.name in kept):
        raise click.UsageError(f"a run keeps the {option.opts[-1]} it was started with; leave it out, or start anew")


def _named_log(ctx: click.Context, db: Path) -> str:
    """How a command names the log, if it must."""
    import shlex

    named = ctx.get_parameter_source("db") is ParameterSource.COMMANDLINE
    return visible(f" --db {shlex.quote(str(db))}") if named else ""
