"""Rows go through the model in few shapes, each row once."""

from hypothesis import given
from hypothesis import strategies as st

from grader.shapes import TOKEN_STEP, batches, padded


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 9))
def test_every_row_is_in_one_batch_with_rows_of_its_padded_length(lengths: list[int], rows: int) -> None:
    found = list(batches(lengths, rows))
    assert sorted(index for batch in found for index in batch) == list(range(len(lengths)))
    for batch in found:
        assert 1 <= len(batch) <= rows
        assert len({padded(lengths[index]) for index in batch}) == 1


@given(st.integers(1, 10_000))
def test_padding_fills_up_to_the_next_step(length: int) -> None:
    assert padded(length) % TOKEN_STEP == 0
    assert 0 <= padded(length) - length < TOKEN_STEP
