"""Laws of alignment, on random vectors."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.alignment import UNRIVALLED, EmbeddedText, align, said_by, stack

DIMENSIONS = 8
NO_RIVALS = np.zeros((0, DIMENSIONS), np.float32)


@st.composite
def embedded(draw: st.DrawFn) -> EmbeddedText:
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    vectors = chance.standard_normal((draw(st.integers(1, 6)), DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    mean = vectors.mean(axis=0)
    weights = chance.random(len(vectors)).astype(np.float32)
    return EmbeddedText(weights, vectors, mean / np.linalg.norm(mean))


texts = st.lists(embedded(), min_size=1, max_size=5)


@given(texts, texts, embedded())
def test_tables_have_a_row_per_statement_and_a_column_per_window(
    statements: list[EmbeddedText], segments: list[EmbeddedText], question: EmbeddedText
) -> None:
    found = align(stack(statements, question, NO_RIVALS), segments)
    # n segments have n windows of one, n - 1 of two and n - 2 of three
    count = sum(max(len(segments) - size + 1, 0) for size in (1, 2, 3))
    assert found.recall.shape == found.precision.shape == found.cosine.shape == (len(statements), count)
    assert found.belonging == UNRIVALLED


@given(texts, texts, embedded(), embedded())
def test_saying_more_never_lowers_recall(
    statements: list[EmbeddedText], segments: list[EmbeddedText], question: EmbeddedText, more: EmbeddedText
) -> None:
    stacked = stack(statements, question, NO_RIVALS)
    before, after = align(stacked, segments), align(stacked, [*segments, more])
    assert (after.anywhere >= before.anywhere - 1e-6).all()
    assert (after.recall.max(axis=1) >= before.recall.max(axis=1) - 1e-6).all()


@given(texts, embedded())
def test_a_statement_said_word_for_word_is_recalled_in_full(
    statements: list[EmbeddedText], question: EmbeddedText
) -> None:
    found = align(stack(statements, question, NO_RIVALS), statements)
    np.testing.assert_allclose(np.diag(found.recall), 1, atol=1e-4)


@given(texts, texts, embedded())
def test_an_answer_to_a_rival_question_belongs_less(
    statements: list[EmbeddedText], segments: list[EmbeddedText], question: EmbeddedText
) -> None:
    rival = segments[0].sentence[None]
    assert align(stack(statements, question, rival), segments[:1]).belonging <= 1e-5


@given(embedded())
def test_a_text_says_itself(text: EmbeddedText) -> None:
    np.testing.assert_allclose(said_by(text, text), 1, atol=1e-4)
