"""Graded key points as trials of somebody's memory, in order of time."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from msgspec import Struct

from grader.coverage import Status
from grader.log.current import Attempt, AttemptPoint


class Trial(Struct, frozen=True, kw_only=True):
    """A key point of one answer, as it stands.

    day     of the answer, where the person is
    counts  False for a member of a group that a better one has replaced
    """

    question_id: str
    key_point_id: str
    day: date
    status: Status
    counts: bool = True


def trials_of(attempts: Iterable[Attempt], points: Iterable[AttemptPoint], zone: tzinfo | None) -> list[Trial]:
    """The key points of the attempts, in the order of `points`; each day begins at midnight in the time zone."""
    answers = {attempt.first_id: attempt for attempt in attempts}
    return [
        Trial(
            question_id=answers[point.first_id].question_id,
            key_point_id=point.key_point_id,
            day=datetime.fromisoformat(answers[point.first_id].created).astimezone(zone).date(),
            status=point.status,
            counts=point.counts,
        )
        for point in points
        if point.first_id in answers
    ]
