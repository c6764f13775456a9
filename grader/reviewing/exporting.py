"""Reviews as rows for a spreadsheet: answers with what the machine says and what people decided."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grader.log.current import Attempt, AttemptPoint

COLUMNS = (
    "grade_id review_id candidate question_id answer max_points machine_points machine_percent machine_band low high "
    "needs_review points key_points reason reviewer reviewed blind"
).split()

HIDDEN = "candidate machine_points machine_percent machine_band low high needs_review".split()
"""What a blind reviewer must not see."""


def export_rows(
    attempts: Iterable[Attempt], points: Iterable[AttemptPoint], answers: Mapping[str, str], *, blind: bool
) -> Iterator[dict[str, Any]]:
    """A row per answer, with the review that stands; `answers` are by `first_id`.

    Blind rows hide who answered and what the machine says, and leave out what is reviewed already.
    """
    said: dict[str, list[str]] = {}
    for point in points:
        if point.human_status:
            said.setdefault(point.first_id, []).append(f"{point.key_point_id}={point.human_status}")
    for attempt in attempts:
        if blind and attempt.review_id:
            continue
        row = _row(attempt, answers[attempt.first_id], " ".join(said.get(attempt.first_id, [])))
        yield {**row, **dict.fromkeys(HIDDEN), "blind": 1} if blind else row


def _row(attempt: Attempt, answer: str, key_points: str) -> dict[str, Any]:
    reviewed = attempt.review_id is not None
    return {
        "grade_id": attempt.id,
        "review_id": attempt.review_id,
        "candidate": attempt.candidate,
        "question_id": attempt.question_id,
        "answer": answer,
        "max_points": attempt.max_points,
        "machine_points": attempt.machine_points,
        "machine_percent": attempt.machine_percent,
        "machine_band": attempt.machine_band,
        "low": attempt.low,
        "high": attempt.high,
        "needs_review": int(attempt.needs_review),
        "points": attempt.points if reviewed else None,
        "key_points": key_points,
        "reason": attempt.reason,
        "reviewer": attempt.reviewer,
        "reviewed": attempt.reviewed,
        "blind": int(bool(attempt.blind)),
    }
