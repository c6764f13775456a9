"""Working ahead changes nothing but the time it takes."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.batch.ahead import ahead

LONG = 10


@settings(deadline=None)  # it starts threads, on machines with other things to do
@given(st.lists(st.integers()), st.integers(1, 4))
def test_the_items_come_in_their_order(items: list[int], depth: int) -> None:
    assert list(ahead(items, depth)) == items


def test_they_are_made_in_another_thread_and_no_more_than_may_wait() -> None:
    made: list[int] = []
    third = threading.Event()

    def making() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            if number == 2:
                third.set()
            yield threading.get_ident()

    working = ahead(making(), 2)
    assert next(working) != threading.get_ident()
    assert third.wait(LONG)  # the first was taken, and two more may wait
    working.close()
    assert made == [0, 1, 2]


def test_an_error_comes_where_its_item_would_have() -> None:
    def failing() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("three")

    working = ahead(failing(), 2)
    assert [next(working), next(working)] == [1, 2]
    with pytest.raises(ValueError, match="three"):
        next(working)


def test_closing_closes_what_is_behind() -> None:
    closed = threading.Event()

    def making() -> Iterator[int]:
        try:
            yield from range(100)
        finally:
            closed.set()

    working = ahead(ahead(making(), 2), 2)
    assert next(working) == 0
    working.close()
    assert closed.is_set()
