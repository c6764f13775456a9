"""What was written since somebody last looked."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from sqlite_utils import Database

from grader.calibration import shipped
from grader.grading import Graded
from grader.log.changes import changed_since, mark_of
from grader.log.records import Record
from grader.log.store import append_again, find
from grader.reviewing.deciding import Said, decide, take_back
from tests.grader.conftest import Answer

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SAID = Said(reviewer="Coach Sample", points=1, reason="so")


def test_new_answers_later_grades_and_reviews_are_changes_of_their_answers(
    answer: Answer,
    opened: Callable[[], AbstractContextManager[Database]],
    regraded: Callable[[Record, str], Graded],
) -> None:
    first, second = answer("Sample Ana", "ccmm"), answer("Sample Ben", "cccc")
    with opened() as log:
        mark = mark_of(log)
        assert changed_since(log, mark, mark_of(log)) == set()
        append_again(log, [regraded(first, "cccm")], [(str(first.grade_id), "Sample Ana")], NOW, shipped())
        assert changed_since(log, mark, mark_of(log)) == {first.grade_id}
        mark = mark_of(log)
        decide(log, find(log, str(second.grade_id)), SAID, NOW)
        assert changed_since(log, mark, mark_of(log)) == {second.grade_id}
        mark = mark_of(log)
        take_back(log, str(second.grade_id), "Coach Sample", "not so", NOW)
        third = answer(None, "mmmm")
        assert changed_since(log, mark, mark_of(log)) == {second.grade_id, third.grade_id}


def test_where_answers_are_gone_all_is_read_again(
    answer: Answer, opened: Callable[[], AbstractContextManager[Database]]
) -> None:
    first, last = answer("Sample Ana", "cc"), answer("Sample Ben", "cm")
    for gone in (first, last):
        with opened() as log:
            mark = mark_of(log)
            for table, key in (("key_points", "grade_id"), ("grades", "id")):
                log.table(table).delete_where(f"{key} = ?", [gone.grade_id])
            assert changed_since(log, mark, mark_of(log)) is None
        for _ in range(2):  # as many as before, and more; the first one may get the number of the last
            answer("Sample Eve", "mm")
            with opened() as log:
                assert changed_since(log, mark, mark_of(log)) is None


def test_where_all_reviews_are_gone_all_is_read_again(
    answer: Answer, opened: Callable[[], AbstractContextManager[Database]]
) -> None:
    one = answer("Sample Ana", "cc")
    with opened() as log:
        decide(log, find(log, str(one.grade_id)), SAID, NOW)
        mark = mark_of(log)
        log.table("reviews").delete_where("1")
        assert changed_since(log, mark, mark_of(log)) is None
