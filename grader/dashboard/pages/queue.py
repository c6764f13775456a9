"""Answers that need a person, the least certain first."""

from grader.dashboard.visit import Visit

PER_PAGE = 50


def show(visit: Visit) -> str:
    """The queue of everybody or of a group, as `grader review next` goes through it."""
    group = visit.asked("group")
    with visit.dashboard.numbers(visit.db, group) as numbers:
        waiting = numbers.queue
    last = max(-(-len(waiting) // PER_PAGE), 1)
    number = visit.number("page", last)
    start = PER_PAGE * (number - 1)
    return visit.page(
        "queue.html",
        group=group,
        waiting=len(waiting),
        start=start,
        queue=waiting[start : start + PER_PAGE],
        number=number,
        last=last,
    )
