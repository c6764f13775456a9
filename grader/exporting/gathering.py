"""The log -> rows of a table, a few in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from grader.answers.writing import Level, Row
from grader.coverage import Status
from grader.exporting.anki import Card, cards_of
from grader.exporting.rows import answer_row, point_rows
from grader.history.attempts import latest_attempts
from grader.log.bulk import Records
from grader.log.current import Attempt, AttemptPoint, attempt_points, attempts
from grader.log.store import Filters
from grader.reporting.gathering import answers_of


@dataclass(frozen=True, slots=True)
class Selection:
    """The answers to export, in the order of answering, and their key points as they stand (maybe those of others)."""

    log: Database
    attempts: list[Attempt]
    points: list[AttemptPoint]

    def rows(self, level: Level) -> Iterator[Row]:
        """The rows of the table of that level. Raises LogError for a damaged grade."""
        said: dict[str, dict[str, Status]] = {}
        for point in self.points:
            if point.human_status:
                said.setdefault(point.first_id, {})[point.key_point_id] = point.human_status
        records = Records(self.log).in_order([attempt.id for attempt in self.attempts])
        for attempt, record in zip(self.attempts, records, strict=True):
            if level == "answer":
                yield answer_row(attempt, record)
            else:
                yield from point_rows(attempt, record, said.get(attempt.first_id, {}))

    def missed(self) -> list[Card]:
        """A card for each key point missed at the last try."""
        return cards_of(answers_of(self.log, latest_attempts(self.attempts), self.points))


def selected(log: Database, filters: Filters) -> Selection:
    """The answers that match."""
    points = attempt_points(log, replace(filters, below=None))  # a key point has no percentage
    return Selection(log, attempts(log, filters), points)
