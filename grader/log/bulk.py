"""Many grades out of the log at once, each rubric read once."""

from collections import defaultdict
from collections.abc import Sequence

from sqlite_utils import Database

from grader.log.damage import part_of
from grader.log.records import Record, Row, check_values, from_rows
from grader.log.store import question_of
from rubric import Question


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
