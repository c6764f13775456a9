"""Grading again: which answers, whom it moves, and that a person's word stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from msgspec import structs
from sqlite_utils import Database

from grader.calibration import shipped
from grader.grading import Graded, Grader
from grader.log.current import attempts
from grader.log.records import Record
from grader.log.store import append, find
from grader.reviewing.deciding import Said, decide
from grader.reviewing.regrading import counts, judged_otherwise, made_by, regraded, stale
from rubric import Question

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]
NOW = datetime(2026, 2, 1, tzinfo=UTC)


def test_only_what_another_rubric_judged_is_graded_again(
    opened: Open, fake_grader: Grader, sky: Question, graded: Graded
) -> None:
    with opened() as log:
        append(log, [graded], ["Sample Ana"], NOW, shipped())
        [one] = attempts(log)
    edited = structs.replace(sky, prompt="What of the sky?")
    words = structs.replace(sky, topic="weather")
    assert stale([one], {"sky": sky}.get, judged_otherwise) == ([], [])
    assert stale([one], {"sky": words}.get, judged_otherwise) == ([], [])
    assert stale([one], {"sky": edited}.get, judged_otherwise) == ([(one, edited)], [])
    assert stale([one], {}.get, judged_otherwise) == ([], [one])
    today = made_by(fake_grader)
    assert not judged_otherwise(one, sky, today)
    assert judged_otherwise(one, sky, structs.replace(today, verifier="another"))


def test_who_moves_and_where_a_person_said_otherwise(answer: Answer, opened: Open) -> None:
    records = [answer(name, "ccmm") for name in ("Sample Ana", "Sample Ben", "Sample Chi")]
    better, worse = answer("Sample Dee", "cccc").grade, answer("Sample Dee", "mmmm").grade
    said = Said(reviewer="Sample Rev", points=2, reason="so")
    with opened() as log:
        for record in records[1:]:
            decide(log, find(log, str(record.grade_id)), said, NOW)
        first, second, third = attempts(log)[:3]
    found = [regraded(first, better), regraded(second, worse), regraded(third, records[0].grade)]
    assert [(one.before, one.after, one.band_after, one.move) for one in found] == [
        (50, 100, "excellent", "up"),
        (50, 0, "poor", "down"),
        (50, 50, "fair", "same band"),
    ]
    assert [(one.reviewed, one.differs) for one in found] == [(None, False), ("fair", True), ("fair", False)]
    assert counts(found) == {"answers": 3, "up": 1, "down": 1, "same_band": 1, "reviewed": 2, "differ": 1}
