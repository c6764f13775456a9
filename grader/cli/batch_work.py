"""The work of `grader batch`: rows are graded, logged and written as they come, and what is left is said."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.batch_outputs import begun, continued, rewrite_files, written_again
from grader.cli.batch_plan import ROWS_FAILED
from grader.cli.judge_report import say_what_was_done
from grader.cli.output import OutputError, console, literal, visible
from grader.cli.results import Output
from grader.cli.stopping import Stop, stoppable
from grader.errors import GraderError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from grader.batch.job import Job
    from grader.batch.plan import Plan
    from grader.batch.recording import Save
    from grader.grading import Grader
    from grader.log.runs import Run, State

UNFINISHED = 1
"""Exit code of a batch whose results nobody takes any more."""


@dataclass(frozen=True, slots=True)
class Work:
    """A job with all it takes: `limit` is how many rows to grade now, `stop` says when to stop sooner."""

    job: "Job"
    plan: "Plan"
    grader: "Grader"
    limit: int | None
    stop: Stop


def perform(job: "Job", plan: "Plan", grader: "Grader", db: Path | None, limit: int | None, *, named_log: str) -> int:
    """Grade what is due, at most `limit` rows of it, with a log or without. Returns the exit code."""
    with stoppable() as stop:
        work = Work(job, plan, grader, limit, stop)
        try:
            done, failed = _without_log(work) if db is None else _with_log(work, db, named_log)
        finally:
            say_what_was_done(grader.judge)
    if stop() and done < plan.rows:
        return stop.exit_code
    return ROWS_FAILED if failed else 0


def _without_log(work: Work) -> tuple[int, int]:
    """Grade, and say how far it came. Returns how many rows are done and how many of them failed."""
    from grader.batch.recording import unlogged

    with ExitStack() as stack:
        done, failed = _grade(work, unlogged(), begun(work.job, stack))
    rest = "" if done == work.plan.rows else "; without a log, the rest can only be graded from the beginning"
    click.echo(f"{done - failed} of {work.plan.rows} rows graded{rest}", err=True)
    return done, failed


def _with_log(work: Work, db: Path, named_log: str) -> tuple[int, int]:
    """Grade what is left of the run, and say how far it came.

    Returns how many of its rows are done and how many of them failed, then or now.
    """
    from grader.batch.recording import logged
    from grader.log.judge_replies import spent_by
    from grader.log.locking import at_work
    from grader.log.opening import open_log

    job = work.job
    with open_log(db) as log, ExitStack() as stack:
        if not job.run:
            stack.enter_context(at_work(db, job.id))
        _mention_unfinished(log, job)
        outputs = [] if job.run else begun(job, stack)
        run = job.start(log, work.plan.rows, work.grader)
        if work.grader.judge:
            work.grader.judge.budget.already(*spent_by(log, run.id))
        with _noted(log, run, job, db, named_log):
            save = logged(log, run, job.recorded, work.grader.calibration)
            if work.plan.gaps:
                _fill(work, log, run, save)
            else:
                _grade(work, save, outputs or continued(job, log, run, stack))
    return job.recorded.count, job.recorded.failures


def _fill(work: Work, log: "Database", run: "Run", save: "Save") -> None:
    """Grade what is due, and write all results in the end, for the new ones stand among the old."""
    rewrite_files(work.job, log, run, force=work.job.options.force)
    _grade(work, save, [])
    written_again(work.job, log, run)


def _grade(work: Work, save: "Save", outputs: Sequence[Output]) -> tuple[int, int]:
    """Grade what is due, with progress on stderr; results are saved before they are written.

    Returns how many rows were done and how many of them failed.
    """
    from rich.progress import Progress

    from grader.answers.rows import BadRow
    from grader.batch.pipeline import graded_windows

    done = failed = 0
    screen = console(stderr=True)
    due = islice(work.job.due(), work.limit)
    with (
        Progress(console=screen, disable=not screen.is_terminal) as progress,
        closing(graded_windows(work.grader, due, work.stop)) as windows,
    ):
        task = progress.add_task("Grading", total=work.plan.rows, completed=work.job.recorded.count)
        for items, graded in windows:
            results = save(items, graded)
            for output in outputs:
                output.write(results)
            for bad in (result for result in results if isinstance(result, BadRow)):
                failed += 1
                progress.console.print(literal(f"{bad.file}:{bad.line}: {bad.reason}"), soft_wrap=True)
            done += len(results)
            progress.advance(task, len(results))
    return done, failed


@contextmanager
def _noted(log: "Database", run: "Run", job: "Job", db: Path, named_log: str) -> Iterator[None]:
    """Note in the log how the block ended, and say how far the run came and how it goes on."""
    try:
        yield
    except BaseException as error:
        _note(log, run, "failed")
        if isinstance(error, GraderError | OutputError | sqlite3.Error):  # of SQLite, open_log makes a LogError
            click.echo(visible(_summary(run, job, db, named_log)), err=True)
        if isinstance(error, OutputError):
            error.code_if_closed = UNFINISHED
        raise
    _note(log, run, "finished" if job.recorded.count == run.rows else "stopped")
    click.echo(visible(_summary(run, job, db, named_log)), err=True)


def _note(log: "Database", run: "Run", state: "State") -> None:
    """Note the state if the log takes it; where it does not, the run counts as unfinished."""
    from grader.log.runs import note

    with suppress(sqlite3.Error):
        note(log, run, state, datetime.now(UTC))


def _summary(run: "Run", job: "Job", db: Path, named_log: str) -> str:
    recorded = job.recorded
    graded = recorded.count - recorded.failures - recorded.erasures
    rest = "" if recorded.count == run.rows else f"; go on with 'grader batch --resume {run.id}{named_log}'"
    return f"{graded} of {run.rows} rows graded, logged in {db} as run {run.id}{rest}"


def _mention_unfinished(log: "Database", job: "Job") -> None:
    from grader.log.runs import unfinished_run_of

    hashes = [file.sha256 for file in job.files]
    if not job.run and (other := unfinished_run_of(log, hashes)):
        click.echo(f"run {other} of the same files is not finished; --resume {other} would go on with it", err=True)
