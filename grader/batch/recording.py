"""What becomes of the rows of a run is written to the log, and read from it again."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from sqlite_utils import Database

from grader.answers.rows import AnswerRow, BadRow
from grader.answers.writing import Result
from grader.batch.items import Item
from grader.batch.pipeline import results
from grader.calibration import Calibration
from grader.grading import Graded
from grader.log.records import stamped
from grader.log.run_rows import Recorded, RunRow, outcomes, record
from grader.log.runs import Run

Save = Callable[[Sequence[Item], Sequence[Graded]], list[Result]]
"""Keeps rows with their grades, and returns what became of them."""


def unlogged() -> Save:
    """Only stamps grades with the time."""

    def save(items: Sequence[Item], graded: Sequence[Graded]) -> list[Result]:
        return results(items, stamped(graded, _candidates(items), datetime.now(UTC)))

    return save


def logged(db: Database, run: Run, recorded: Recorded, calibration: Calibration) -> Save:
    """Writes rows and grades to the log, in one transaction, and notes in `recorded` that they are there."""

    def save(items: Sequence[Item], graded: Sequence[Graded]) -> list[Result]:
        rows = [(_row(item), recorded.attempts(item.position) + 1) for item in items]
        records = record(db, run, rows, graded, _candidates(items), datetime.now(UTC), calibration)
        for row, attempt in rows:
            recorded.add(row.position, attempt, failed=row.error is not None)
        return results(items, records)

    return save


def recorded_results(db: Database, run: Run) -> Iterator[Result]:
    """What became of the rows of the run that are in the log, in their order."""
    for row, found in outcomes(db, run):
        if found is None:
            yield BadRow(row.file, row.line, row.id, row.error or "")
        else:
            answer = AnswerRow(row.file, row.line, row.id, found.grade.question_id, found.answer, found.candidate)
            yield answer, found


def _candidates(items: Sequence[Item]) -> list[str | None]:
    return [item.row.candidate for item in items if isinstance(item.row, AnswerRow)]


def _row(item: Item) -> RunRow:
    row = item.row
    error = row.reason if isinstance(row, BadRow) else None
    return RunRow(position=item.position, file=row.file, line=row.line, id=row.id, error=error)
