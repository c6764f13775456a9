"""Trials follow from the log as it stands: reviews before the machine, later grades before earlier ones."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta, timezone

from sqlite_utils import Database

from grader.calibration import shipped
from grader.grading import Graded
from grader.log.current import attempt_points, attempts
from grader.log.locking import writing
from grader.log.records import Record
from grader.log.reviews import Decision, insert_reviews, insert_withdrawal
from grader.log.store import append_again
from grader.practising.trials import Trial, trials_of

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]
NOW = datetime(2026, 2, 1, tzinfo=UTC)


def all_trials(log: Database) -> list[Trial]:
    return trials_of(attempts(log), attempt_points(log), UTC)


def test_a_review_wins_over_the_machine_until_it_is_taken_back(answer: Answer, opened: Open) -> None:
    id = str(answer("Sample Ana", "cm", day=1).grade_id)
    with opened() as log:
        with writing(log):
            said = Decision(
                grade_id=id, first_id=id, max_points=2, reviewer="Sample Rev", points=2, reason="so",
                key_points={"k2": "covered"},
            )  # fmt: skip
            [review] = insert_reviews(log, [said], NOW)
        assert [trial.status for trial in all_trials(log)] == ["covered", "covered"]
        with writing(log):
            insert_withdrawal(log, review, "Sample Rev", "a slip", NOW)
        assert [trial.status for trial in all_trials(log)] == ["covered", "missing"]


def test_a_later_grade_is_no_second_trial(
    answer: Answer, opened: Open, regraded: Callable[[Record, str], Graded]
) -> None:
    first = answer("Sample Ana", "cm", day=1)
    with opened() as log:
        append_again(log, [regraded(first, "mc")], [(str(first.grade_id), "Sample Ana")], NOW, shipped())
        found = all_trials(log)
    assert [(trial.key_point_id, trial.status, trial.day) for trial in found] == [
        ("k1", "missing", date(2026, 1, 2)),
        ("k2", "covered", date(2026, 1, 2)),
    ]


def test_a_day_begins_at_midnight_where_the_person_is(answer: Answer, opened: Open) -> None:
    answer("Sample Ana", "c")  # at noon UTC on 1 January
    with opened() as log:
        east, west = (
            trials_of(attempts(log), attempt_points(log), timezone(timedelta(hours=hours))) for hours in (13, -12)
        )
    assert (east[0].day, west[0].day) == (date(2026, 1, 2), date(2026, 1, 1))
