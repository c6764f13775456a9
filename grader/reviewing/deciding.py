"""A reviewer's decision about one grade: checked, written, taken back."""

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from sqlite_utils import Database

from grader.coverage import STATUSES, Status
from grader.errors import ReviewedMeanwhileError, ReviewError
from grader.log.locking import writing
from grader.log.reviews import (
    Decision,
    Review,
    first_id_of,
    insert_reviews,
    insert_withdrawal,
    newest_id_of,
    standing_review,
)
from grader.log.store import Logged


class Decided(Struct, frozen=True, kw_only=True):
    """A review that was written, and the one that stood before it."""

    review: Review
    before: Review | None


class Seen(Struct, frozen=True, kw_only=True):
    """Which review stood when somebody made up their mind; None if there was none."""

    review_id: str | None


def decide(db: Database, logged: Logged, said: "Said", when: datetime, seen: Seen | None = None) -> Decided:
    """Append a review of a grade.

    Raises ReviewError when it does not fit the grade or a later grade is there, and ReviewedMeanwhileError when
    another review stands than the reviewer has `seen`.
    """
    grade_id = str(logged.record.grade_id)
    check(said, logged.record.grade.max_points, [point.id for point in logged.record.grade.key_points])
    with writing(db):
        first_id = first_id_of(db, grade_id)
        if (newest := newest_id_of(db, first_id)) != grade_id:
            raise ReviewError(f"grade {grade_id} was made again as {newest}", "review that one")
        before = standing_review(db, first_id)
        _check_seen(before, seen)
        decision = said.of(grade_id, first_id, logged.record.grade.max_points)
        [review] = insert_reviews(db, [decision], when)
    return Decided(review=review, before=before)


def take_back(
    db: Database, grade_id: str, reviewer: str, reason: str, when: datetime, seen: Seen | None = None
) -> Decided:
    """Append that the standing review of an answer is taken back. `before` is the one that stood, `review` says so.

    Raises ReviewError when no review stands, and ReviewedMeanwhileError when it is another than was `seen`.
    """
    with writing(db):
        standing = standing_review(db, first_id_of(db, grade_id))
        if standing is None:
            raise ReviewError(f"no review of grade {grade_id} stands", "'grader review list' lists the reviews")
        _check_seen(standing, seen)
        return Decided(review=insert_withdrawal(db, standing, reviewer, reason, when), before=standing)


class Said(Struct, frozen=True, kw_only=True):
    """What a reviewer says, before it is known to fit a grade."""

    reviewer: str
    points: float
    reason: str
    blind: bool = False
    key_points: Mapping[str, Status] = {}

    def of(self, grade_id: str, first_id: str, max_points: float) -> Decision:
        """The same, said of a grade."""
        return Decision(
            grade_id=grade_id,
            first_id=first_id,
            max_points=max_points,
            reviewer=self.reviewer,
            points=self.points,
            reason=self.reason,
            blind=self.blind,
            key_points=self.key_points,
        )


def check(said: Said, max_points: float, key_points: Collection[str]) -> None:
    """Raises ReviewError unless the points can be earned, a reason is given and the key points are the rubric's."""
    if not math.isfinite(said.points) or not 0 <= said.points <= max_points:
        raise ReviewError(f"{said.points:g} points cannot be given", f"give 0 to {max_points:g}")
    if not said.reason.strip():
        raise ReviewError("the review has no reason", "say why in a few words")
    if not said.reviewer.strip():
        raise ReviewError("the review has no reviewer", "say who decides with --reviewer, or GRADER_REVIEWER")
    for id in said.key_points:
        if id not in key_points:
            raise ReviewError(f"the rubric has no key point {id!r}", f"its key points are {', '.join(key_points)}")


def _check_seen(standing: Review | None, seen: Seen | None) -> None:
    if seen is not None and (standing.id if standing else None) != seen.review_id:
        said = f"{standing.reviewer} has reviewed it" if standing else "its review was taken back"
        raise ReviewedMeanwhileError(f"{said} meanwhile", "look at what stands now, then decide again")


def parse_statuses(words: Sequence[str]) -> dict[str, Status]:
    """Key points and statuses from words like "forget-gate=covered". Raises ReviewError for another form."""
    found: dict[str, Status] = {}
    for word in words:
        id, _, status = word.partition("=")
        known = next((one for one in STATUSES if one == status), None)
        if not id or known is None:
            raise ReviewError(f"{word!r} says nothing of a key point", f"write ID=STATUS, with {', '.join(STATUSES)}")
        if id in found:
            raise ReviewError(f"{id!r} is named twice", "name each key point once")
        found[id] = known
    return found
