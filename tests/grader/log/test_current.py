"""The present truth: a person over the machine, a later grade over an earlier one, nothing lost."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from grader.calibration import shipped
from grader.errors import LogError
from grader.grading import Graded
from grader.log import groups
from grader.log.confidences import confidences, insert_confidences
from grader.log.current import attempt_points, attempts
from grader.log.locking import writing
from grader.log.records import Record
from grader.log.reviews import Decision, insert_reviews, insert_withdrawal, reviews_of, standing_review
from grader.log.store import Filters, append_again, listing

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]
NOW = datetime(2026, 2, 1, tzinfo=UTC)


def decided(log: Database, record: Record, points: float, **others: object) -> str:
    given = {"reviewer": "Sample Rev", "reason": "so"} | others
    id = str(record.grade_id)
    with writing(log):
        decision = Decision(grade_id=id, first_id=id, max_points=4, points=points, **given)
        return insert_reviews(log, [decision], NOW)[0].id


def test_the_machine_counts_until_a_person_decides(answer: Answer, opened: Open) -> None:
    record = answer("Sample Ana", "ccmm", doubtful=True)
    with opened() as log:
        [one] = attempts(log)
        assert (one.percent, one.band, one.needs_review, one.review_id, one.differs) == (50, "fair", True, None, False)
        decided(log, record, 4, key_points={"k3": "covered"})
        [one] = attempts(log)
        statuses = [(point.status, point.machine_status, point.human_status) for point in attempt_points(log)]
    assert (one.points, one.percent, one.band, one.reviewer) == (4, 100, "excellent", "Sample Rev")
    assert (one.machine_percent, one.machine_band, one.differs) == (50, "fair", True)
    assert (one.doubtful, one.needs_review) == (True, False)
    assert statuses[2:] == [("covered", "missing", "covered"), ("missing", "missing", None)]


def test_the_last_review_counts_and_taking_it_back_brings_the_one_before(answer: Answer, opened: Open) -> None:
    record = answer("Sample Ana", "ccmm")
    with opened() as log:
        decided(log, record, 1)
        decided(log, record, 3)
        for expected in (75, 25, 50):
            assert attempts(log)[0].percent == expected
            if (standing := standing_review(log, str(record.grade_id))) is not None:
                with writing(log):
                    insert_withdrawal(log, standing, "Sample Rev", "a slip", NOW)
        kept = reviews_of(log, str(record.grade_id))
    assert [one.points for one in kept] == [1, 3, None, None]
    assert [one.withdraws for one in kept] == [None, None, kept[1].id, kept[0].id]


def test_a_later_grade_takes_the_place_of_an_earlier_one_and_stays_in_its_time(
    answer: Answer, opened: Open, regraded: Callable[[Record, str], Graded]
) -> None:
    first, other = answer("Sample Ana", "ccmm", day=1), answer("Sample Ben", "cccc", day=2)
    with opened() as log:
        append_again(log, [regraded(first, "cmmm")], [(str(first.grade_id), "Sample Ana")], NOW, shipped())
        found = attempts(log)
        rows = list(listing(log, Filters()))
        assert log.table("grades").count == 3
    assert [(one.candidate, one.percent, one.created[:10]) for one in found] == [
        ("Sample Ana", 25, "2026-01-02"),
        ("Sample Ben", 100, "2026-01-03"),
    ]
    assert (found[0].first_id, found[1].id) == (first.grade_id, other.grade_id)
    assert [row["percent"] for row in rows] == [100, 25]


def test_a_later_grade_leaves_a_review_standing(
    answer: Answer, opened: Open, regraded: Callable[[Record, str], Graded]
) -> None:
    first = answer("Sample Ana", "ccmm")
    with opened() as log:
        decided(log, first, 2)
        append_again(log, [regraded(first, "cccc")], [(str(first.grade_id), "Sample Ana")], NOW, shipped())
        [one] = attempts(log)
    assert (one.percent, one.machine_percent, one.reviewer, one.differs) == (50, 100, "Sample Rev", True)


def test_filters_and_groups(answer: Answer, opened: Open) -> None:
    for name, day in (("Sample Ana", 1), ("Sample Ben", 2), (None, 3)):
        answer(name, "cccc", day=day)
    with opened() as log:
        groups.add(log, "spring", ["Sample Ana", "Sample Chi"])
        groups.add(log, "spring", ["Sample Ana"])
        assert list(groups.members(log)) == [("spring", "Sample Ana"), ("spring", "Sample Chi")]
        assert [one.candidate for one in attempts(log, Filters(group="spring"))] == ["Sample Ana"]
        assert [one.candidate for one in attempts(log, Filters(since="2026-01-03"))] == ["Sample Ben", None]
        assert len(attempt_points(log, Filters(candidate="Sample Ben"))) == 4
        groups.remove(log, "spring", ["Sample Ana"])
        assert attempts(log, Filters(group="spring")) == []


def test_confidence_stays_as_it_was_stated(answer: Answer, opened: Open) -> None:
    id = str(answer("Sample Ana", "ccmm").grade_id)
    answer("Sample Ben", "ccmm")
    with opened() as log:
        with writing(log):
            insert_confidences(log, [(id, 70.0)])
        assert confidences(log) == {id: 70}
        with pytest.raises(sqlite3.IntegrityError, match="confidences is append-only"):
            log.conn.execute("update confidences set confidence = 20")


@pytest.mark.parametrize("table", ["reviews", "review_key_points", "regrades"])
def test_what_people_decided_cannot_be_changed(
    answer: Answer, opened: Open, table: str, regraded: Callable[[Record, str], Graded]
) -> None:
    record = answer("Sample Ana", "ccmm")
    with opened() as log:
        decided(log, record, 2, key_points={"k1": "missing"})
        append_again(log, [regraded(record, "cccc")], [(str(record.grade_id), None)], NOW, shipped())
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
            log.conn.execute(f"update {table} set rowid = rowid")  # noqa: S608 - a fixed list of names


def test_a_damaged_review_is_named(answer: Answer, opened: Open) -> None:
    record = answer("Sample Ana", "ccmm")
    with opened() as log:
        id = decided(log, record, 2)
        log.execute("drop trigger reviews_append_only")
        log.execute("update reviews set band = 'zzz'")
    with opened() as log, pytest.raises(LogError, match=f"damaged in the log, in its review {id}: Invalid enum"):
        reviews_of(log, str(record.grade_id))
    with opened() as log, pytest.raises(LogError, match=f"grade {record.grade_id} is damaged in the log, in its row"):
        attempts(log)
