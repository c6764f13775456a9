"""Reviews through a file: what comes back unchanged changes nothing, what others decided meanwhile is not lost."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from grader.answers.cells import neutral
from grader.errors import ReviewError
from grader.log.current import answers, attempt_points, attempts
from grader.log.locking import writing
from grader.log.records import Record
from grader.log.reviews import insert_reviews
from grader.log.store import find
from grader.reviewing.deciding import Said, decide
from grader.reviewing.exporting import COLUMNS, HIDDEN, export_rows
from grader.reviewing.importing import Plan, Planned, read_rows

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]
NOW = datetime(2026, 2, 1, tzinfo=UTC)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip)


def exported(log: Database, *, blind: bool = False) -> list[dict[str, str]]:
    """The rows as they come back from a spreadsheet: text."""
    found = attempts(log)
    texts = answers(log, [one.first_id for one in found])
    rows = export_rows(found, attempt_points(log), texts, blind=blind)
    return [{name: "" if row[name] is None else str(neutral(row[name])) for name in COLUMNS} for row in rows]


def planned(log: Database, rows: list[dict[str, str]], **options: bool) -> list[Planned]:
    plan = Plan(attempts(log), attempt_points(log), "Sample Rev", **options)
    return [plan.of(line, row) for line, row in enumerate(rows, 2)]


def carry_out(log: Database, plan: list[Planned]) -> None:
    with writing(log):
        insert_reviews(log, [one.decision for one in plan if one.decision], NOW)


def review(log: Database, record: Record, points: float, reason: str = "so", **others: object) -> None:
    said = Said(**({"reviewer": "Sample Eve", "points": points, "reason": reason} | others))
    decide(log, find(log, str(record.grade_id)), said, NOW)


@given(reason=TEXT, reviewer=TEXT, points=st.floats(0, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
def test_what_was_exported_changes_nothing(
    answer: Answer, opened: Open, reason: str, reviewer: str, points: float
) -> None:
    record = answer("Sample Ana", "ccmm")
    with opened() as log:
        review(log, record, points, reason, reviewer=reviewer, key_points={"k1": "missing", "k3": "partial"})
        [last] = [row for row in exported(log) if row["grade_id"] == record.grade_id]
        assert [one.outcome for one in planned(log, [last])] == ["unchanged"]


def test_filled_in_rows_become_reviews_once(answer: Answer, opened: Open) -> None:
    for name in ("Sample Ana", "Sample Ben"):
        answer(name, "ccmm", doubtful=True)
    with opened() as log:
        rows = exported(log)
        rows[0] |= {"points": "3.5", "reason": "'=fine", "key_points": "k3=covered", "blind": "1"}
        plan = planned(log, rows)
        assert [one.outcome for one in plan] == ["new", "left open"]
        carry_out(log, plan)
        [one, other] = attempts(log)
        assert (one.points, one.reason, one.reviewer, one.blind) == (3.5, "=fine", "Sample Rev", True)
        assert other.review_id is None
        assert [point.human_status for point in attempt_points(log)][2] == "covered"
        rows[0]["reviewer"] = ""
        assert [one.outcome for one in planned(log, rows)] == ["unchanged", "left open"]


def test_a_review_that_the_file_does_not_know_is_not_replaced_unasked(answer: Answer, opened: Open) -> None:
    record = answer("Sample Ana", "ccmm")
    with opened() as log:
        review(log, record, 1)
        rows = exported(log)
        review(log, record, 2, "on second thought")
        rows[0]["points"] = "3"
        [refused] = planned(log, rows)
        assert refused.problem == (
            "Sample Eve has reviewed it, on 2026-02-01T00:00:00+00:00, and the file does not know; "
            "export again, or give --replace"
        )
        [replaced] = planned(log, rows, replace=True)
        assert replaced.outcome == "changed"
        rows = exported(log)
        rows[0]["points"] = "3"
        assert planned(log, rows)[0].outcome == "changed"


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"points": "many"}, "'many' is no number of points; write it like 7 or 7.5"),
        ({"points": "5"}, "5 points cannot be given; give 0 to 4"),
        ({"points": "1", "reason": ""}, "the review has no reason; say why in a few words"),
        (
            {"points": "1", "key_points": "k1"},
            "'k1' says nothing of a key point; write ID=STATUS, with covered, partial, missing, contradicted",
        ),
        (
            {"points": "1", "key_points": "zz=covered"},
            "the rubric has no key point 'zz'; its key points are k1, k2, k3, k4",
        ),
        (
            {"points": "1", "grade_id": "ffff"},
            "no answer stands with the grade 'ffff'; export again: it may have been graded again",
        ),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(answer: Answer, opened: Open, wrong: dict[str, str], problem: str) -> None:
    answer("Sample Ana", "ccmm")
    with opened() as log:
        [row] = exported(log)
        [found] = planned(log, [row | {"reason": "so"} | wrong])
    assert (found.outcome, found.decision, found.problem) == ("refused", None, problem)


def test_a_grade_twice_in_a_file_counts_once(answer: Answer, opened: Open) -> None:
    answer("Sample Ana", "ccmm")
    with opened() as log:
        [row] = exported(log)
        row |= {"points": "1", "reason": "so"}
        assert [one.outcome for one in planned(log, [row, row])] == ["new", "refused"]


def test_blind_rows_hide_the_machine_the_name_and_what_is_reviewed(answer: Answer, opened: Open) -> None:
    record = answer("Sample Ana", "ccmm")
    answer("Sample Ben", "cccc")
    with opened() as log:
        review(log, record, 1)
        [row] = exported(log, blind=True)
    assert {row[name] for name in HIDDEN} == {""}
    assert (row["blind"], row["answer"], row["max_points"], row["points"]) == ("1", "An answer.", "4.0", "")


def test_rows_are_read_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "reviews.csv"
    text = io.StringIO()
    csv.writer(text).writerows([["grade_id", "points", "reason"], ["a", "1", "two\nlines"], ["b", "", ""]])
    file.write_text(text.getvalue() + "c,1,so,what\n", newline="")
    [first, second, (line, third)] = read_rows(file)
    assert first == (3, {"grade_id": "a", "points": "1", "reason": "two\nlines"})
    assert second[0] == 4
    assert (line, str(third)) == (5, "the row has more cells than the header; quote cells that hold a comma")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("grade_id,points\na,1\n", "has no column reason; 'grader review export' writes the form"),
        ("", "has no column grade_id and no points and no reason; 'grader review export' writes the form"),
        ('grade_id,points,reason\na,1,"so', "is no CSV: unexpected end of data; save it as CSV again"),
    ],
)
def test_a_file_without_reviews_says_what_is_missing(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(content)
    with pytest.raises(ReviewError) as caught:
        read_rows(file)
    assert str(caught.value).startswith(str(file))
    assert str(caught.value).endswith(problem)
