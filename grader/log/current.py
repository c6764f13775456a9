"""The present truth of the log: answers with their points, where a standing review wins over the machine."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from grader.coverage import Status
from grader.log.damage import part_of
from grader.log.store import Filters
from grader.scoring import Band
from rubric.model import Level

Yardstick = tuple[str | None, ...]
"""The question and what an answer was judged by: only attempts with the same one can be compared as they stand."""


class Attempt(Struct, frozen=True, kw_only=True):
    """An answer as it stands, an attempt at a question: one row of the view `current_grades`.

    number     in the order of answering; a later grade of the same answer changes nothing in it
    id         of the newest grade; `first_id` is the grade that the answer got first
    percent    a person's, if a review stands, else the machine's, as points, max_points and band
    doubtful   did the machine ask for a person; `needs_review`, and has none decided yet
    differs    does the machine's band differ from that of the review
    """

    number: int
    id: str
    first_id: str
    created: str
    candidate: str | None
    question_id: str
    topic: str
    level: Level
    points: float
    max_points: float
    percent: float
    band: Band
    machine_points: float
    machine_max_points: float
    machine_percent: float
    machine_band: Band
    low: float
    high: float
    doubtful: bool
    needs_review: bool
    review_id: str | None
    reviewed: str | None
    reviewer: str | None
    reason: str | None
    blind: bool | None
    differs: bool
    rubric_hash: str
    calibration: str
    weights_hash: str
    verifier: str | None
    judge: str | None = None

    @property
    def yardstick(self) -> Yardstick:
        """What this attempt was judged by."""
        return (self.question_id, self.rubric_hash, self.calibration, self.weights_hash, self.verifier, self.judge)

    @property
    def person(self) -> str:
        """Whose answer it is; an answer without a candidate is nobody else's."""
        return self.first_id if self.candidate is None else f"candidate {self.candidate}"


class AttemptPoint(Struct, frozen=True, kw_only=True):
    """A key point of an answer as it stands: one row of the view `current_key_points`.

    counts  False for a member of a group that a better one has replaced
    """

    first_id: str
    position: int
    key_point_id: str
    weight: float
    status: Status
    machine_status: Status
    human_status: Status | None
    counts: bool = True


def attempts(db: Database, filters: Filters | None = None, ids: Collection[str] | None = None) -> list[Attempt]:
    """The answers that match, in the order of answering; with `ids`, only those of them with these first ids.

    Raises LogError for a damaged row, naming its grade.
    """
    where, values = _among(ids, filters)
    columns = ", ".join(Attempt.__struct_fields__)
    rows = db.query(f"select {columns} from current_grades where {where} order by number", values)  # noqa: S608
    return [_attempt(row) for row in rows]


def attempt_points(
    db: Database, filters: Filters | None = None, ids: Collection[str] | None = None
) -> list[AttemptPoint]:
    """The key points of the same answers, by answer and position."""
    where, values = _among(ids, filters)
    columns = ", ".join(AttemptPoint.__struct_fields__)
    query = f"select {columns} from current_key_points where {where} order by number, position"  # noqa: S608
    return list(_points(db.query(query, values)))


def answers(db: Database, first_ids: Iterable[str]) -> dict[str, str]:
    """The texts of answers, by the id of the grade that they got first."""
    query = "select id, answer from grades where id in (select value from json_each(?))"
    return {row["id"]: row["answer"] for row in db.query(query, [json.dumps(list(first_ids))])}


def _among(ids: Collection[str] | None, filters: Filters | None) -> tuple[str, list[Any]]:
    where, values = (filters or Filters()).where()
    if ids is None:
        return where, values
    return f"{where} and first_id in (select value from json_each(?))", [*values, json.dumps(list(ids))]  # noqa: S608


def _attempt(row: dict[str, Any]) -> Attempt:
    with part_of(str(row["id"]), "row"):
        return msgspec.convert(row, Attempt, strict=False)


def _points(rows: Iterator[dict[str, Any]]) -> Iterator[AttemptPoint]:
    for row in rows:
        with part_of(str(row["first_id"]), "key points"):
            yield msgspec.convert(row, AttemptPoint, strict=False)
