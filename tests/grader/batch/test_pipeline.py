"""Rows in windows: all of them, in order, within bounds, and each with the grade it would get alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.rows import AnswerRow, BadRow
from grader.batch import pipeline
from grader.batch.items import Item
from grader.batch.pipeline import graded_windows, windows
from grader.embedding import Encoder
from grader.grading import Grader
from grader.remembering import RememberingEncoder, RememberingVerifier
from grader.verifier import CrossEncoder
from rubric import Question


def item(position: int, answer: str, question: Question | None = None) -> Item:
    return Item(position, AnswerRow("a.csv", position + 2, None, "q", answer, None), question)


@given(st.lists(st.integers(0, 50)), st.integers(1, 20))
def test_windows_hold_all_rows_in_order_within_bounds(lengths: list[int], largest: int) -> None:
    items = [item(position, "x" * length) for position, length in enumerate(lengths)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "CHARACTERS", 100)
        found = list(windows(items, largest))
    assert [one for window in found for one in window] == items
    for window in found:
        assert 1 <= len(window) <= largest
        assert len(window) == 1 or sum(len(one.row.answer) for one in window) <= 100


def test_windows_grow_so_that_the_first_results_come_early() -> None:
    sizes = [len(window) for window in windows([item(at, "x") for at in range(300)], 64)]
    assert sizes == [8, 16, 32, 64, 64, 64, 52]


def test_one_long_answer_is_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "CHARACTERS", 5)
    assert [len(window) for window in windows([item(0, "x" * 9), item(1, "x" * 9)], 64)] == [1, 1]


def test_bad_rows_stay_in_their_place(fake_grader: Grader, sky: Question) -> None:
    bad = Item(1, BadRow("a.csv", 3, None, "no"), None)
    rows = [item(0, "Blue.", sky), bad, item(2, "Rain.", sky)]
    [(items, graded)] = graded_windows(fake_grader, rows, lambda: False)
    assert (items, [one.answer for one in graded]) == (rows, ["Blue.", "Rain."])


def test_no_window_is_begun_after_the_stop(fake_grader: Grader, sky: Question) -> None:
    rows = [item(at, "Blue.", sky) for at in range(100)]
    assert list(graded_windows(fake_grader, rows, lambda: True)) == []


TEXTS = (
    "An LSTM keeps a cell state. The forget gate erases from it.",
    "Gates decide what is kept; each is a sigmoid.",
    "It is slow.",
    "",
)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=12))
def test_a_real_answer_gets_the_same_grade_alone_and_in_any_company(
    encoder: Encoder,
    verifier: CrossEncoder,
    grader: Grader,
    bank: dict[str, Question],
    answers: list[str],
) -> None:
    remembering = Grader(RememberingEncoder(encoder, limit=100_000), verifier=RememberingVerifier(verifier, limit=3))
    rows = [item(at, answer, bank["lstm"]) for at, answer in enumerate(answers)]
    graded = [one for _, found in graded_windows(remembering, rows, lambda: False) for one in found]
    assert [one.grade for one in graded] == [grader.grade(bank["lstm"], answer).grade for answer in answers]
