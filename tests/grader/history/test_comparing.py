"""Two grades: what was gained, what was lost, and a review in between."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from grader.errors import CompareError
from grader.history.comparing import compare
from grader.log.records import Record
from grader.log.reviews import review_of_grade
from grader.log.store import find
from grader.reviewing.deciding import Said, decide
from rubric import Question

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]


def test_a_review_counts_in_the_comparison(answer: Answer, opened: Open) -> None:
    ids = [str(answer("Sample Ana", letters).grade_id) for letters in ("cmpx", "mcpx")]
    said = Said(reviewer="Sample Rev", points=4, reason="all there", key_points={"k4": "covered"})
    with opened() as log:
        decide(log, find(log, ids[1]), said, datetime(2026, 1, 2, tzinfo=UTC))
        before, after = find(log, ids[0]), find(log, ids[1])
        found = compare(before, after, *(review_of_grade(log, id) for id in ids))
    assert [(one.id, one.before, one.after, one.change) for one in found.key_points] == [
        ("k1", "covered", "missing", "lost"),
        ("k2", "missing", "covered", "gained"),
        ("k3", "partial", "partial", "same"),
        ("k4", "contradicted", "covered", "gained"),
    ]
    assert (found.before.percent, found.after.percent, found.after.reviewer) == (37.5, 100, "Sample Rev")
    assert (found.change, found.alike) == (62.5, True)


def test_key_points_that_a_rubric_edit_brought_or_took_are_named(answer: Answer, opened: Open) -> None:
    ids = [str(answer("Sample Ana", letters).grade_id) for letters in ("cc", "ccm")]
    with opened() as log:
        forth = compare(find(log, ids[0]), find(log, ids[1]), None, None)
        back = compare(find(log, ids[1]), find(log, ids[0]), None, None)
    assert (forth.key_points[2].change, forth.alike) == ("only in the second rubric", False)
    assert back.key_points[2].change == "only in the first rubric"


def test_answers_to_different_questions_are_not_compared(
    answer: Answer, opened: Open, asked: Callable[..., Question]
) -> None:
    one, other = answer("Sample Ana", "cc"), answer("Sample Ana", "cc", question=asked("sea", points=2))
    with opened() as log, pytest.raises(CompareError) as caught:
        compare(find(log, str(one.grade_id)), find(log, str(other.grade_id)), None, None)
    assert str(caught.value) == (
        f"{one.grade_id} answers sky and {other.grade_id} answers sea; compare two answers to one question"
    )
