"""A batch that is about to begin, or to go on where it stopped."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from grader.answers.rows import BadRow
from grader.batch.fingerprint import check_same, fingerprint
from grader.batch.items import Item, read_items, selected
from grader.batch.options import Options, check_grader, check_rubrics, options_of, to_document
from grader.batch.plan import Plan, due, survey
from grader.errors import AnswerFileError, RunError
from grader.grading import Grader
from grader.log.run_rows import Recorded, recorded, rubrics_used
from grader.log.runs import InputFile, Run, begin, find_run, note
from rubric.catalogue import Catalogue

RUN_ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class Job:
    """Files to grade, in which way; `run` is the one that goes on, `recorded` what it has done; `id` is its name."""

    options: Options
    files: tuple[InputFile, ...]
    catalogue: Catalogue
    run: Run | None = None
    recorded: Recorded = field(default_factory=Recorded)
    retry_failed: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(RUN_ID_BYTES))

    def survey(self, report: Callable[[BadRow], None] = lambda _: None) -> Plan:
        """What there is to do, by reading all rows once."""
        return survey(self._items(), self.options.only, self.recorded, retry_failed=self.retry_failed, report=report)

    def due(self) -> Iterable[Item]:
        """The rows that are to be graded, in order."""
        return due(selected(self._items(), self.options.only), self.recorded, retry_failed=self.retry_failed)

    def _items(self) -> Iterable[Item]:
        return read_items(self.options.sources([file.name for file in self.files]), self.catalogue, self.files)

    def check_grader(self, grader: Grader) -> None:
        """Raises RunError for a run that began with another grader."""
        if self.run:
            check_grader(self.run, grader)

    def start(self, log: Database, rows: int, grader: Grader) -> Run:
        """Write down in the log that a run of so many rows begins, or goes on."""
        if self.run:
            note(log, self.run, "resumed", datetime.now(UTC))
            return self.run
        run = Run(
            id=self.id,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            directory=str(Path.cwd()),
            files=self.files,
            rows=rows,
            options=to_document(self.options),
            provenance=grader.provenance,
            calibration=grader.calibration.identity,
        )
        begin(log, run, grader.calibration)
        return run


def new_job(files: Sequence[Path], options: Options, catalogue: Catalogue) -> Job:
    """A batch from its beginning. Raises AnswerFileError for a file that cannot be read."""
    return Job(options, tuple(map(fingerprint, files)), catalogue)


def resumed_job(
    log: Database,
    run: Run,
    catalogue: Catalogue,
    options: Options,
    *,
    retry_failed: bool,
) -> Job:
    """The rest of a run. Raises RunError unless its files and rubrics are what they were."""
    names = [file.name for file in run.files]
    try:
        files = tuple(fingerprint(Path(name)) for name in names)
    except AnswerFileError as error:
        raise RunError(error.problem, f"run {run.id} was started in {run.directory}; resume it there") from error
    check_same(run, files)
    check_rubrics(run, rubrics_used(log, run), catalogue)
    return Job(options, files, catalogue, run, recorded(log, run), retry_failed, run.id)


def run_to_resume(log: Database, name: str, files: Sequence[Path]) -> tuple[Run, Options]:
    """The run of that name ("last" for the newest), and its options.

    Raises UnknownRunError, and RunError if it is not a run of the files, should any be named.
    """
    run = find_run(log, name, [str(file) for file in files])
    names = [file.name for file in run.files]
    if files and sorted(names) != sorted(map(str, files)):
        raise RunError(f"run {run.id} graded {', '.join(names)}", "leave the files out, or name another run")
    return run, options_of(run)
