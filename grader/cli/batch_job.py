"""The job that a call of `grader batch` means: a new run, or the rest of one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.judge_options import gone_on
from grader.cli.options import ModelChoice
from grader.llm_judge.choice import JudgeChoice
from rubric.catalogue import open_catalogue

if TYPE_CHECKING:
    from grader.batch.job import Job


def new(files: tuple[Path, ...], given: dict[str, Any], models: ModelChoice, judge: JudgeChoice | None) -> "Job":
    """A new run of these files. Raises for a file, a rubric or a question that there is not."""
    from grader.batch.job import new_job
    from grader.batch.options import Options

    catalogue = open_catalogue(given["rubrics"])
    if given["question"] is not None:
        catalogue.find(given["question"])
    options = Options(
        format=given["format_"],
        encoding=given["encoding"],
        sheet=given["sheet"],
        columns=_mapping(given["columns"]),
        question=given["question"],
        only=given["only"],
        rubrics=tuple(map(str, given["rubrics"])),
        model=models.name,
        verifier=models.verifier,
        judge=judge,
        output=_name(given["output"]),
        key_points=_name(given["key_points"]),
        as_json=given["as_json"],
        force=given["force"],
    )
    return new_job(files, options, catalogue)


def resumed(
    ctx: click.Context,
    db: Path,
    name: str,
    files: tuple[Path, ...],
    given: dict[str, Any],
    *,
    retry_failed: bool,
    dry_run: bool,
) -> "Job":
    """The rest of a run; its outputs and a judge's budget may be said anew, and rubrics that it lacked may be added.

    To work on it, no other program may, until the command ends.
    """
    from msgspec import structs

    from grader.batch.job import resumed_job, run_to_resume
    from grader.log.locking import at_work
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        run, options = run_to_resume(log, name, files)
        if not dry_run:
            ctx.with_resource(at_work(db, run.id))
        options = structs.replace(
            options,
            output=_name(given["output"]) or options.output,
            key_points=_name(given["key_points"]) or options.key_points,
            as_json=given["as_json"] or options.as_json,
            force=given["force"] or options.force,
            judge=gone_on(ctx, options.judge),
        )
        rubrics = dict.fromkeys([*map(Path, options.rubrics), *given["rubrics"]])
        return resumed_job(log, run, open_catalogue(tuple(rubrics)), options, retry_failed=retry_failed)


def _name(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _mapping(columns: tuple[str, ...]) -> dict[str, str]:
    """Fields to column names, from FIELD=COLUMN."""
    from grader.answers.rows import FIELDS

    pairs: dict[str, str] = {}
    for field, _, name in (column.partition("=") for column in columns):
        if field not in FIELDS or not name:
            raise click.BadParameter(
                f"{field!r}: write FIELD=COLUMN, with one of {', '.join(FIELDS)}", param_hint="--map"
            )
        if field in pairs:
            raise click.BadParameter(f"{field!r} is mapped twice; name one column", param_hint="--map")
        pairs[field] = name
    return pairs
