"""Work ahead of whoever takes the results: in a thread of its own, a few items and no more."""

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_END = object()


def ahead(items: Iterable[T], depth: int) -> Generator[T]:
    """The items in their order, made in another thread while earlier ones are used; at most `depth` wait.

    An error of the items comes out where its item would have. When this generator is closed, the item in the making
    is finished and no other begun.
    """
    making = iter(items)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as worker:
        try:
            waiting = deque(worker.submit(next, making, _END) for _ in range(depth))
            while (item := waiting.popleft().result()) is not _END:
                waiting.append(worker.submit(next, making, _END))
                yield item  # type: ignore[misc]  # all but _END came out of the items
        finally:
            worker.shutdown(wait=True, cancel_futures=True)
            if hasattr(making, "close"):
                making.close()
