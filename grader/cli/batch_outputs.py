"""Where the results of a job go: new outputs, those of a run that goes on, or all written again."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.results import Output, on_in_file, rewrite, to_file, to_stdout

if TYPE_CHECKING:
    from sqlite_utils import Database

    from grader.answers.writing import Level
    from grader.batch.job import Job
    from grader.log.runs import Run


def begun(job: "Job", stack: ExitStack) -> list[Output]:
    """New outputs, open as long as the stack."""
    options = job.options
    files = [to_file(path, level, force=options.force, token=job.id) for path, level in _files(job)]
    stdout = [] if options.output else [to_stdout("answer", as_json=options.as_json)]
    return [stack.enter_context(output) for output in (*stdout, *files)]


def continued(job: "Job", log: "Database", run: "Run", stack: ExitStack) -> list[Output]:
    """Outputs with all that the log has of the run, open for the rest as long as the stack."""
    rewrite_files(job, log, run, force=job.options.force)
    files = [stack.enter_context(on_in_file(path, level)) for path, level in _files(job)]
    if job.options.output:
        return files
    stdout = stack.enter_context(to_stdout("answer", as_json=job.options.as_json))
    _write_recorded(stdout, log, run)
    return [stdout, *files]


def written_again(job: "Job", log: "Database", run: "Run") -> None:
    """Write all that the log has of the run to its outputs."""
    rewrite_files(job, log, run, force=True)
    if not job.options.output:
        with to_stdout("answer", as_json=job.options.as_json) as stdout:
            _write_recorded(stdout, log, run)


def rewrite_files(job: "Job", log: "Database", run: "Run", *, force: bool) -> None:
    """Write all that the log has of the run to its files, which must be its own unless it is to be forced."""
    from grader.batch.recording import recorded_results

    for path, level in _files(job):
        rewrite(path, level, recorded_results(log, run), force=force, token=run.id)


def _write_recorded(output: Output, log: "Database", run: "Run") -> None:
    from grader.batch.recording import recorded_results

    output.write_all(recorded_results(log, run))


def _files(job: "Job") -> "list[tuple[Path, Level]]":
    """The files that results are written to."""
    levels: list[tuple[str | None, Level]] = [(job.options.output, "answer"), (job.options.key_points, "key_point")]
    return [(Path(name), level) for name, level in levels if name]
