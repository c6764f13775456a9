"""Reviews from a file: what importing each row would do to the log, which is also what importing does."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from grader.answers.cells import neutral, restored
from grader.answers.forms import Row, read_form
from grader.coverage import Status
from grader.errors import ReviewError
from grader.log.current import Attempt, AttemptPoint
from grader.log.reviews import Decision
from grader.reviewing.deciding import Said, check, parse_statuses

NEEDED = ("grade_id", "points", "reason")
"""Columns without which a file holds no reviews."""

Outcome = Literal["new", "changed", "unchanged", "left open", "refused"]


class Planned(Struct, frozen=True, kw_only=True):
    """What importing a row does: append `decision` where it is new or changed; `problem` says why it is refused."""

    line: int
    grade_id: str
    outcome: Outcome
    decision: Decision | None = None
    problem: str | None = None


def read_rows(path: Path) -> list[tuple[int, Row | ReviewError]]:
    """The rows of a CSV file, each with the line it ends on; an error for one that the header does not fit.

    Raises ReviewError when it is no CSV file or lacks a needed column.
    """
    return read_form(path, NEEDED, ReviewError, "'grader review export' writes the form")


class Plan:
    """Plans rows against the log as it stands. `reviewer` decides where a row names nobody.

    A row that does not know the review that stands is refused unless `replace`.
    """

    def __init__(
        self, attempts: Iterable[Attempt], points: Iterable[AttemptPoint], reviewer: str, *, replace: bool = False
    ) -> None:
        self._attempts = {attempt.id: attempt for attempt in attempts}
        self._points: dict[str, dict[str, Status | None]] = {}
        for point in points:
            self._points.setdefault(point.first_id, {})[point.key_point_id] = point.human_status
        self._reviewer = reviewer
        self._replace = replace
        self._seen: set[str] = set()

    def of(self, line: int, row: Row | ReviewError) -> Planned:
        """What importing the row does."""
        if isinstance(row, ReviewError):
            return Planned(line=line, grade_id="", outcome="refused", problem=str(row))
        id = row["grade_id"].strip()
        if not row["points"].strip():
            return Planned(line=line, grade_id=id, outcome="left open")
        try:
            return self._planned(line, id, row)
        except ReviewError as error:
            return Planned(line=line, grade_id=id, outcome="refused", problem=str(error))

    def _planned(self, line: int, id: str, row: Row) -> Planned:
        attempt = self._attempt(id)
        said = _said(row, self._reviewer)
        outcome: Outcome = "new"
        if attempt.review_id is not None:
            if self._is_known(attempt, said):
                return Planned(line=line, grade_id=id, outcome="unchanged")
            self._check_up_to_date(attempt, row)
            outcome = "changed"
        check(said, attempt.machine_max_points, self._points.get(attempt.first_id, {}))
        decision = said.of(id, attempt.first_id, attempt.machine_max_points)
        return Planned(line=line, grade_id=id, outcome=outcome, decision=decision)

    def _attempt(self, id: str) -> Attempt:
        if id not in self._attempts:
            raise ReviewError(f"no answer stands with the grade {id!r}", "export again: it may have been graded again")
        if id in self._seen:
            raise ReviewError(f"grade {id} is on an earlier line, too", "keep one of them")
        self._seen.add(id)
        return self._attempts[id]

    def _is_known(self, attempt: Attempt, said: Said) -> bool:
        """Whether the review that stands says the same."""
        known = {id: status for id, status in self._points.get(attempt.first_id, {}).items() if status}
        return (said.points, said.reason, said.reviewer, dict(said.key_points)) == (
            attempt.points,
            restored(str(neutral(attempt.reason))),
            attempt.reviewer,
            known,
        )

    def _check_up_to_date(self, attempt: Attempt, row: Row) -> None:
        if row.get("review_id", "").strip() != attempt.review_id and not self._replace:
            raise ReviewError(
                f"{attempt.reviewer} has reviewed it, on {attempt.reviewed}, and the file does not know",
                "export again, or give --replace",
            )
        if attempt.max_points != attempt.machine_max_points:
            raise ReviewError(
                f"its rubric has {attempt.machine_max_points:g} points, and had {attempt.max_points:g} at the review",
                f"review it with 'grader review {attempt.id}'",
            )


def _said(row: Row, reviewer: str) -> Said:
    try:
        points = float(row["points"])
    except ValueError:
        raise ReviewError(f"{row['points']!r} is no number of points", "write it like 7 or 7.5") from None
    return Said(
        reviewer=restored(row.get("reviewer", "")) or reviewer,
        points=points,
        reason=restored(row["reason"]),
        blind=row.get("blind", "").strip() == "1",
        key_points=parse_statuses(row.get("key_points", "").split()),
    )
