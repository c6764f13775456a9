"""The queue: least certain first, or at random, never what somebody reviewed."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from sqlite_utils import Database

from grader.log.current import attempts
from grader.log.records import Record
from grader.log.store import find
from grader.reviewing.deciding import Said, decide
from grader.reviewing.queue import queue_of

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]


def test_the_widest_interval_comes_first(answer: Answer, opened: Open) -> None:
    halves = {"Sample Ana": 10, "Sample Ben": 40, "Sample Chi": 20}
    for name, half in halves.items():
        answer(name, "ccmm", half=half, doubtful=True)
    answer("Sample Dee", "ccmm", half=50)
    with opened() as log:
        found = attempts(log)
        names = [one.candidate for one in queue_of(found)]
        assert names == ["Sample Ben", "Sample Chi", "Sample Ana"]
        assert [one.candidate for one in queue_of(found, everything=True)] == ["Sample Dee", *names]
        said = Said(reviewer="Sample Rev", points=1, reason="so")
        decide(log, find(log, queue_of(found)[0].id), said, datetime(2026, 2, 1, tzinfo=UTC))
        assert [one.candidate for one in queue_of(attempts(log))] == names[1:]
        assert len(queue_of(attempts(log), everything=True)) == 3


def test_random_is_another_order_of_the_same(answer: Answer, opened: Open) -> None:
    for n in range(20):
        answer(f"Sample {n}", "ccmm", half=n, doubtful=True)
    with opened() as log:
        found = attempts(log)
    drawn = queue_of(found, chance=random.Random(1))
    assert drawn != queue_of(found)
    assert sorted(drawn, key=lambda one: one.number) == found
