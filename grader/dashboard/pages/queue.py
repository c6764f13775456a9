"""Answers that need a person, the least certain first."""

from grader.dashboard.visit import Visit

PER_PAGE = 50


def show(visit: Visit) -> str:
    """The queue of everybody or of a group, as `grader review next` goes through it."""
    group = visit.asked("group")
    with visit.dashboard.numbers(visit.db, group) as numbers:
        waiting = numbers.queue
    return visit.page(
        "queue.html",
        group=group,
        waiting=len(waiting),
        part=visit.part(waiting, PER_PAGE),
    )
