"""Decisions: what fits a grade, who comes last, and two reviewers at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlite_utils import Database

from grader.calibration import shipped
from grader.errors import ReviewError
from grader.grading import Graded
from grader.log.current import attempts
from grader.log.records import Record
from grader.log.reviews import reviews_of
from grader.log.store import append_again, find
from grader.reviewing.deciding import Said, decide, parse_statuses, take_back

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]
NOW = datetime(2026, 2, 1, tzinfo=UTC)


def said(**others: object) -> Said:
    return Said(**({"reviewer": "Sample Rev", "points": 2, "reason": "half of it"} | others))


def test_a_decision_is_kept_with_who_when_and_why(answer: Answer, opened: Open) -> None:
    answer("Sample Ana", "cccc")
    with opened() as log:
        decided = decide(log, find(log, "last"), said(points=2.6, key_points={"k4": "missing"}, blind=True), NOW)
        [kept] = reviews_of(log, str(decided.review.first_id))
    assert decided.before is None
    assert kept == decided.review
    assert (kept.reviewer, kept.created, kept.reason, kept.blind) == (
        "Sample Rev", "2026-02-01T00:00:00+00:00", "half of it", True,
    )  # fmt: skip
    # 2.6 of 4 points are 65%, where good begins
    assert (kept.points, kept.max_points, kept.percent, kept.band) == (2.6, 4, 65, "good")
    assert kept.key_points == {"k4": "missing"}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"points": 4.5}, "4.5 points cannot be given; give 0 to 4"),
        ({"points": -1}, "-1 points cannot be given; give 0 to 4"),
        ({"points": float("nan")}, "nan points cannot be given; give 0 to 4"),
        ({"reason": " \n"}, "the review has no reason; say why in a few words"),
        ({"reviewer": ""}, "the review has no reviewer; say who decides with --reviewer, or GRADER_REVIEWER"),
        ({"key_points": {"k9": "covered"}}, "the rubric has no key point 'k9'; its key points are k1, k2, k3, k4"),
    ],
)
def test_what_does_not_fit_is_refused(answer: Answer, opened: Open, wrong: dict[str, object], problem: str) -> None:
    answer("Sample Ana", "cccc")
    with opened() as log:
        with pytest.raises(ReviewError) as caught:
            decide(log, find(log, "last"), said(**wrong), NOW)
        assert log.table("reviews").count == 0
    assert str(caught.value) == problem


def test_a_grade_that_was_made_again_is_not_reviewed(
    answer: Answer, opened: Open, regraded: Callable[[Record, str], Graded]
) -> None:
    first = answer("Sample Ana", "cccc")
    with opened() as log:
        earlier = [(str(first.grade_id), "Sample Ana")]
        [again] = append_again(log, [regraded(first, "mmmm")], earlier, NOW, shipped())
        with pytest.raises(ReviewError) as caught:
            decide(log, find(log, str(first.grade_id)), said(), NOW)
        decide(log, find(log, str(again.grade_id)), said(), NOW)
        assert attempts(log)[0].percent == 50
    assert str(caught.value) == f"grade {first.grade_id} was made again as {again.grade_id}; review that one"


def test_what_does_not_stand_cannot_be_taken_back(answer: Answer, opened: Open) -> None:
    record = answer("Sample Ana", "cccc")
    id = str(record.grade_id)
    with opened() as log:
        decide(log, find(log, id), said(), NOW)
        taken = take_back(log, id, "Sample Rev", "a slip", NOW)
        assert taken.before
        assert taken.review.withdraws == taken.before.id
        with pytest.raises(
            ReviewError, match=f"no review of grade {id} stands; 'grader review list' lists the reviews"
        ):
            take_back(log, id, "Sample Rev", "a slip", NOW)


def test_two_reviewers_at_once_are_both_kept(answer: Answer, opened: Open) -> None:
    record = answer("Sample Ana", "cccc")
    together = Barrier(2)

    def review(reviewer: str) -> None:
        together.wait(60)
        for n in range(10):
            with opened() as log:
                decide(log, find(log, str(record.grade_id)), said(reviewer=reviewer, points=n % 5), NOW)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(review, ["Sample Rev", "Sample Eve"]))
    with opened() as log:
        kept = reviews_of(log, str(record.grade_id))
        assert attempts(log)[0].review_id == kept[-1].id
    assert sorted(one.reviewer for one in kept) == ["Sample Eve"] * 10 + ["Sample Rev"] * 10


@pytest.mark.parametrize("words", [["k1"], ["k1=good"], ["=covered"], ["k1=covered", "k1=missing"], ["k1=Covered"]])
def test_statuses_have_one_form(words: list[str]) -> None:
    with pytest.raises(ReviewError):
        parse_statuses(words)


def test_statuses_are_read() -> None:
    assert parse_statuses(["a=covered", "b=contradicted"]) == {"a": "covered", "b": "contradicted"}
