"""What is remembered is what would be made again, and no more than the limit."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from grader.remembering import Recent, RememberingEncoder
from tests.conftest import FakeEncoder


@given(st.lists(st.lists(st.integers(0, 9))), st.integers(0, 12))
def test_values_are_the_same_with_and_without_a_memory(calls: list[list[int]], limit: int) -> None:
    recent: Recent[int, str] = Recent(len, limit)
    for keys in calls:
        assert recent.all_of(keys, lambda new: [str(key) * 2 for key in new]) == [str(key) * 2 for key in keys]
        assert recent.size <= limit


def test_a_value_is_made_once_while_it_is_remembered() -> None:
    made: list[int] = []

    def make(keys: Sequence[int]) -> list[int]:
        made.extend(keys)
        return list(keys)

    recent: Recent[int, int] = Recent(lambda _: 1, 2)
    recent.all_of([1, 1, 2], make)
    recent.all_of([1, 3], make)  # 2 is asked for least recently, and goes
    recent.all_of([1, 2], make)
    assert made == [1, 2, 3, 2]


def test_a_text_is_embedded_once() -> None:
    class CountingFake(FakeEncoder):
        texts = 0

        def embed(self, texts: Sequence[str]) -> list:
            self.texts += len(texts)
            return super().embed(texts)

    counting = CountingFake()
    encoder = RememberingEncoder(counting)
    first, second = encoder.embed(["It is blue.", "It is blue."])
    assert first is second is encoder.embed(["It is blue."])[0]
    assert counting.texts == 1
    assert (encoder.identity, encoder.device) == (counting.identity, "cpu")
