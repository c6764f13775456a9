"""What people decided about answers: appended, taken back by another row, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from grader.coverage import Status
from grader.log.damage import part_of
from grader.log.records import new_id
from grader.log.store import Filters
from grader.scoring import Band, band


class Review(Struct, frozen=True, kw_only=True):
    """A person's decision about an answer, or, without points, the taking back of the review `withdraws`.

    grade_id    the grade that the person looked at; its rubric gives max_points
    key_points  what the person said of single key points, by id
    blind       was it decided without having seen the machine's score
    """

    id: str
    first_id: str
    grade_id: str
    created: str
    reviewer: str
    points: float | None
    max_points: float | None
    percent: float | None
    band: Band | None
    reason: str
    blind: bool
    withdraws: str | None = None
    key_points: dict[str, Status] = {}


class Decision(Struct, frozen=True, kw_only=True):
    """What a reviewer says of a grade, not yet in the log."""

    grade_id: str
    first_id: str
    max_points: float
    reviewer: str
    points: float
    reason: str
    blind: bool = False
    key_points: Mapping[str, Status] = {}


def insert_reviews(db: Database, decisions: Sequence[Decision], when: datetime) -> list[Review]:
    """Write reviews within a transaction of the caller's. Returns them, in order."""
    reviews = [_review(decision, when) for decision in decisions]
    _insert(db, reviews)
    return reviews


def insert_withdrawal(db: Database, review: Review, reviewer: str, reason: str, when: datetime) -> Review:
    """Write within a transaction of the caller's that a review is taken back; the one before it stands again."""
    taken_back = Review(
        id=new_id(),
        first_id=review.first_id,
        grade_id=review.grade_id,
        created=when.isoformat(timespec="seconds"),
        reviewer=reviewer,
        points=None,
        max_points=None,
        percent=None,
        band=None,
        reason=reason,
        blind=False,
        withdraws=review.id,
    )
    _insert(db, [taken_back])
    return taken_back


def reviews_of(db: Database, first_id: str) -> list[Review]:
    """All that people decided about an answer, oldest first. Raises LogError for a damaged row."""
    rows = db.query(
        "select *, (select json_group_object(key_point_id, status) from review_key_points where review_id = reviews.id)"
        " as key_points from reviews where first_id = ? order by rowid",
        [first_id],
    )
    return [_from_row(row) for row in rows]


def standing_review(db: Database, first_id: str) -> Review | None:
    """The last review of an answer that was not taken back; None if there is none."""
    found = reviews_of(db, first_id)
    gone = {review.withdraws for review in found}
    return next((review for review in reversed(found) if review.points is not None and review.id not in gone), None)


def review_of_grade(db: Database, grade_id: str) -> Review | None:
    """The standing review of an answer, to be shown beside its newest grade; None beside an earlier one."""
    first_id = first_id_of(db, grade_id)
    return standing_review(db, first_id) if newest_id_of(db, first_id) == grade_id else None


def review_rows(db: Database, filters: Filters, first_id: str | None = None) -> list[dict[str, Any]]:
    """Reviews of the answers that match, or of one answer, oldest first, as plain data; `stands` says which count."""
    where, values = filters.where()
    if first_id is not None:
        where, values = f"{where} and first_id = ?", [*values, first_id]
    query = (
        "select reviews.*, matching.question_id, matching.candidate, reviews.id = matching.review_id as stands"  # noqa: S608
        f" from (select first_id, question_id, candidate, review_id from current_grades where {where}) as matching"
        " join reviews on reviews.first_id = matching.first_id order by reviews.rowid"
    )
    return [{**row, "blind": bool(row["blind"]), "stands": bool(row["stands"])} for row in db.query(query, values)]


def first_id_of(db: Database, grade_id: str) -> str:
    """The grade that the answer of this grade got first: itself, unless it is a later one."""
    rows = db.table("regrades").rows_where("grade_id = ?", [grade_id], select="first_id")
    return str(next((row["first_id"] for row in rows), grade_id))


def newest_id_of(db: Database, first_id: str) -> str:
    """The newest grade of an answer."""
    rows = db.table("regrades").rows_where("first_id = ?", [first_id], select="grade_id", order_by="rowid desc")
    return str(next((row["grade_id"] for row in rows), first_id))


def _review(decision: Decision, when: datetime) -> Review:
    percent = round(100 * decision.points / decision.max_points, 1)
    return Review(
        id=new_id(),
        first_id=decision.first_id,
        grade_id=decision.grade_id,
        created=when.isoformat(timespec="seconds"),
        reviewer=decision.reviewer,
        points=decision.points,
        max_points=decision.max_points,
        percent=percent,
        band=band(percent),
        reason=decision.reason,
        blind=decision.blind,
        key_points=dict(decision.key_points),
    )


def _from_row(row: dict[str, Any]) -> Review:
    with part_of(row["grade_id"], f"review {row['id']}"):
        return msgspec.convert({**row, "key_points": msgspec.json.decode(row["key_points"])}, Review, strict=False)


def _insert(db: Database, reviews: Sequence[Review]) -> None:
    rows = [msgspec.to_builtins(review) for review in reviews]
    said = [(row["id"], row.pop("key_points")) for row in rows]
    db.table("reviews").insert_all({**row, "blind": int(row["blind"])} for row in rows)
    db.table("review_key_points").insert_all(
        {"review_id": id, "key_point_id": key_point, "status": status}
        for id, statuses in said
        for key_point, status in statuses.items()
    )
