"""Grading answers again after a rubric, or the grader, changed: whom it moves, and where people said otherwise."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from grader.grade import Grade
from grader.grading import Grader
from grader.log.current import Attempt
from grader.scoring import BANDS, Band
from rubric import Question
from rubric.identity import content_hash

Move = Literal["up", "down", "same band"]


class Regraded(Struct, frozen=True, kw_only=True):
    """An answer graded again. `move` is of the machine's band; a review that stands is never touched.

    reviewed  the band that a person gave, if a review stands; `differs`: it is not the machine's new one
    """

    grade_id: str
    first_id: str
    candidate: str | None
    question_id: str
    before: float
    band_before: Band
    after: float
    band_after: Band
    move: Move
    reviewer: str | None
    reviewed: Band | None
    differs: bool


class MadeBy(Struct, frozen=True, kw_only=True):
    """What besides the rubric decides a grade: calibration, weights, verifier, each by its SHA-256; a judge's model."""

    calibration: str
    weights_hash: str
    verifier: str | None
    judge: str | None


def made_by(grader: Grader) -> MadeBy:
    """What grades of this grader are made by."""
    made = grader.provenance
    return MadeBy(
        calibration=grader.calibration.identity,
        weights_hash=made.weights_hash,
        verifier=made.verifier,
        judge=grader.judge.model if grader.judge else None,
    )


def judged_otherwise(attempt: Attempt, question: Question, today: MadeBy | None = None) -> bool:
    """Was it judged by another rubric than the question's or, if `today` is given, by another grader?"""
    then = MadeBy(
        calibration=attempt.calibration,
        weights_hash=attempt.weights_hash,
        verifier=attempt.verifier,
        judge=attempt.judge,
    )
    return attempt.rubric_hash != content_hash(question) or today not in (None, then)


def stale(
    attempts: Iterable[Attempt], find: Callable[[str], Question | None], is_stale: Callable[[Attempt, Question], bool]
) -> tuple[list[tuple[Attempt, Question]], list[Attempt]]:
    """The answers to grade again, each with its question as it is today; and those to questions nobody knows."""
    known = {id: find(id) for id in {attempt.question_id for attempt in attempts}}
    found, orphans = [], []
    for attempt in attempts:
        question = known[attempt.question_id]
        if question is None:
            orphans.append(attempt)
        elif is_stale(attempt, question):
            found.append((attempt, question))
    return found, orphans


def regraded(attempt: Attempt, grade: Grade) -> Regraded:
    """What the new grade changes for an answer."""
    reviewed = attempt.band if attempt.review_id else None
    return Regraded(
        grade_id=attempt.id,
        first_id=attempt.first_id,
        candidate=attempt.candidate,
        question_id=attempt.question_id,
        before=attempt.machine_percent,
        band_before=attempt.machine_band,
        after=grade.percent,
        band_after=grade.band,
        move=_move(attempt.machine_band, grade.band),
        reviewer=attempt.reviewer,
        reviewed=reviewed,
        differs=reviewed is not None and reviewed != grade.band,
    )


def counts(found: Sequence[Regraded]) -> dict[str, int]:
    """How many move up, move down and stay, how many are settled by a person, and how many of these differ."""
    moves = [one.move for one in found]
    return {
        "answers": len(found),
        "up": moves.count("up"),
        "down": moves.count("down"),
        "same_band": moves.count("same band"),
        "reviewed": sum(one.reviewed is not None for one in found),
        "differ": sum(one.differs for one in found),
    }


def _move(before: Band, after: Band) -> Move:
    ranks = {name: rank for rank, (name, _) in enumerate(BANDS)}
    step = ranks[before] - ranks[after]
    return "up" if step > 0 else "down" if step < 0 else "same band"
