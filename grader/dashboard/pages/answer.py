"""One answer with its evidence, what the machine and people say of it, and the form to decide."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlite_utils import Database

from grader.coverage import STATUSES
from grader.dashboard.highlighting import highlights_of
from grader.dashboard.visit import Visit
from grader.errors import GraderError, ReviewError
from grader.log.reviews import first_id_of, newest_id_of, reviews_of, standing_review
from grader.log.store import find
from grader.pieces import pieces_of, spans_of
from grader.reviewing.deciding import Said, Seen, decide, take_back


def show(visit: Visit, problem: GraderError | None = None) -> str:
    """The answer that this grade is of; `problem` is why the form that was sent was not taken."""
    logged = find(visit.db, visit.named("id"))
    id, grade = str(logged.record.grade_id), logged.record.grade
    first_id = first_id_of(visit.db, id)
    standing = standing_review(visit.db, first_id)
    with visit.dashboard.numbers(visit.db) as numbers:
        following = next((one for one in numbers.queue if one.first_id != first_id), None)
    return visit.page(
        "answer.html",
        id=id,
        first_id=first_id,
        newest_id=newest_id_of(visit.db, first_id),
        record=logged.record,
        grade=grade,
        question=logged.question,
        pieces=highlights_of(pieces_of(logged.record.answer, spans_of(grade))),
        evident=set(spans_of(grade)),
        standing=standing,
        reviews=reviews_of(visit.db, first_id),
        statuses=STATUSES,
        form=visit.form,
        problem=problem,
        said=visit.asked("said") is not None and problem is None,
        following=following,
    )


def review(db: Database, id: str, reviewer: str, form: Mapping[str, str]) -> None:
    """Append what the form says. Raises ReviewError when it does not fit the grade, or others decided meanwhile."""
    logged = find(db, id)
    said = Said(
        reviewer=reviewer,
        points=_points(form.get("points", "")),
        reason=_text(form.get("reason", "")),
        key_points={
            point.id: status
            for point in logged.record.grade.key_points
            if (status := next((one for one in STATUSES if one == form.get(f"key-point-{point.id}")), None))
        },
    )
    decide(db, logged, said, datetime.now(UTC), _seen(form))


def undo(db: Database, id: str, reviewer: str, form: Mapping[str, str]) -> None:
    """Append that the review is taken back. Raises ReviewError when it does not stand any more."""
    reason = _text(form.get("undo-reason", "")) or "taken back"
    take_back(db, str(find(db, id).record.grade_id), reviewer, reason, datetime.now(UTC), _seen(form))


def _points(given: str) -> float:
    try:
        return float(given.strip().replace(",", "."))
    except ValueError:
        raise ReviewError(f"{given!r} is no number of points", "write it like 7 or 7.5") from None


def _text(given: str) -> str:
    """As it was typed; browsers send line ends as Windows does."""
    return given.replace("\r\n", "\n").strip()


def _seen(form: Mapping[str, str]) -> Seen:
    return Seen(review_id=form.get("seen") or None)
