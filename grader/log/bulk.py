"""Many grades out of the log at once, each rubric read once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from grader.log.damage import part_of
from grader.log.records import Record, Row, check_values, from_rows
from grader.log.store import question_of
from rubric import Question

PAGE = 256
"""Records read at once; SQLite takes only so many values in a query."""


class Records:
    """Finds records by id. Rubrics are kept, for a batch has few of them and many grades."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._questions: dict[str, Question] = {}

    def find(self, ids: Sequence[str]) -> dict[str, Record]:
        """The records with these ids. Raises LogError, naming grade and part, for one that is damaged or not there."""
        rows = {row["id"]: row for row in self._rows("grades", "id", ids)}
        points: dict[str, list[Row]] = defaultdict(list)
        for point in self._rows("key_points", "grade_id", ids):
            points[point["grade_id"]].append(point)
        return {id: self._record(id, rows, points[id]) for id in ids}

    def in_order(self, ids: Sequence[str]) -> Iterator[Record]:
        """The records with these ids, however many, read some at a time. Raises LogError as `find` does."""
        for start in range(0, len(ids), PAGE):
            page = ids[start : start + PAGE]
            found = self.find(page)
            yield from (found[id] for id in page)

    def question_of(self, record: Record) -> Question:
        """The rubric of a record that was found."""
        return self._questions[record.grade.rubric_hash]

    def _rows(self, table: str, key: str, ids: Sequence[str]) -> list[Row]:
        marks = ", ".join("?" * len(ids))
        with part_of(f"{ids[0]} or a later one" if ids else "", "row"):
            return list(self._db.table(table).rows_where(f"{key} in ({marks})", list(ids), order_by="rowid"))

    def question(self, id: str) -> Question:
        """The rubric of a grade. Raises LogError, naming the grade, when it is damaged or not there."""
        [row] = self._rows("grades", "id", [id])
        return self._question(row)

    def _record(self, id: str, rows: dict[str, Row], points: list[Row]) -> Record:
        with part_of(id, "row"):
            row = rows[id]
            check_values(row)
        return from_rows(row, sorted(points, key=lambda point: point["position"]), self._question(row))

    def _question(self, row: Row) -> Question:
        if row["rubric_hash"] not in self._questions:
            self._questions[row["rubric_hash"]] = question_of(self._db, row)
        return self._questions[row["rubric_hash"]]
