"""Two grades of answers to one question, key point by key point: what was gained and what was lost."""

from typing import Literal

from msgspec import Struct

from grader.coverage import Status
from grader.errors import CompareError
from grader.log.reviews import Review
from grader.log.store import Logged
from grader.scoring import Band

Change = Literal["gained", "lost", "same", "only in the second rubric", "only in the first rubric"]

RANK: dict[Status, int] = {"contradicted": 0, "missing": 1, "partial": 2, "covered": 3}


class Side(Struct, frozen=True, kw_only=True):
    """One of the two: a grade with the review that stands, if any."""

    grade_id: str
    created: str
    candidate: str | None
    points: float
    max_points: float
    percent: float
    band: Band
    reviewer: str | None
    rubric_hash: str
    calibration: str


class PointChange(Struct, frozen=True, kw_only=True):
    """A key point before and after; None where the rubric does not have it."""

    id: str
    text: str
    before: Status | None
    after: Status | None
    change: Change


class Comparison(Struct, frozen=True, kw_only=True):
    """Two grades of answers to one question; `change` is of the percentage."""

    question_id: str
    before: Side
    after: Side
    change: float
    key_points: tuple[PointChange, ...]

    @property
    def alike(self) -> bool:
        """Were both judged by the same rubric and curves?"""
        return (self.before.rubric_hash, self.before.calibration) == (self.after.rubric_hash, self.after.calibration)


def compare(before: Logged, after: Logged, said_before: Review | None, said_after: Review | None) -> Comparison:
    """What the second answer has that the first had not, and the other way round; `said_...` are standing reviews.

    Raises CompareError for answers to different questions.
    """
    one, other = side(before, said_before), side(after, said_after)
    asked = [logged.record.grade.question_id for logged in (before, after)]
    if asked[0] != asked[1]:
        raise CompareError(
            f"{one.grade_id} answers {asked[0]} and {other.grade_id} answers {asked[1]}",
            "compare two answers to one question",
        )
    return Comparison(
        question_id=asked[0],
        before=one,
        after=other,
        change=round(other.percent - one.percent, 1),
        key_points=_changes(before, after, said_before, said_after),
    )


def side(logged: Logged, review: Review | None) -> Side:
    """A grade as it stands."""
    grade = logged.record.grade
    counts = review or grade
    return Side(
        grade_id=str(logged.record.grade_id),
        created=logged.record.created,
        candidate=logged.record.candidate,
        points=counts.points or 0.0,
        max_points=counts.max_points or grade.max_points,
        percent=counts.percent or 0.0,
        band=counts.band or grade.band,
        reviewer=review.reviewer if review else None,
        rubric_hash=grade.rubric_hash,
        calibration=grade.calibration,
    )


def _changes(
    before: Logged, after: Logged, said_before: Review | None, said_after: Review | None
) -> tuple[PointChange, ...]:
    texts = {point.id: point.text for logged in (after, before) for point in logged.record.grade.key_points}
    earlier, later = _statuses(before, said_before), _statuses(after, said_after)
    return tuple(
        PointChange(
            id=id,
            text=text,
            before=earlier.get(id),
            after=later.get(id),
            change=_change(earlier.get(id), later.get(id)),
        )
        for id, text in texts.items()
    )


def _statuses(logged: Logged, review: Review | None) -> dict[str, Status]:
    machine: dict[str, Status] = {point.id: point.status for point in logged.record.grade.key_points}
    return machine | (review.key_points if review else {})


def _change(before: Status | None, after: Status | None) -> Change:
    if before is None or after is None:
        return "only in the second rubric" if before is None else "only in the first rubric"
    step = RANK[after] - RANK[before]
    return "gained" if step > 0 else "lost" if step < 0 else "same"
