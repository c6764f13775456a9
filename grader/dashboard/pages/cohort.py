"""The overview of everybody or of a group, and the list of all candidates."""

from collections.abc import Sequence

from grader.dashboard.charts import periods_chart, spread_chart
from grader.dashboard.visit import Visit
from grader.history.standing import Standing
from grader.history.topics import missed_points
from grader.log.groups import members

FEW = 12
"""So many lines of a long list stand on the overview."""

PER_PAGE = 100

ORDERS = {
    "weakest": lambda one: one.summary.mean,
    "name": lambda one: one.candidate.casefold(),
    "latest": lambda one: one.summary.last,
}
"""By what candidates can be put in order."""


def overview(visit: Visit) -> str:
    """Scores, their trend, topics by candidate, weak key points, and what waits for a person."""
    group = visit.asked("group")
    with visit.dashboard.numbers(visit.db, group) as numbers:
        standings = sorted(numbers.standings, key=ORDERS["weakest"])
        return visit.page(
            "overview.html",
            group=group,
            groups=sorted({name for name, _ in members(visit.db)}),
            answers=sum(one.answers for one in numbers.spread),
            people=len(standings),
            spread=numbers.spread,
            spread_chart=spread_chart(numbers.spread),
            periods=numbers.periods,
            periods_chart=periods_chart(numbers.periods),
            topics=numbers.topics,
            columns=_columns(standings),
            standings=standings[:FEW],
            missed=missed_points(numbers.tallies)[:FEW],
            waiting=len(numbers.queue),
            queue=numbers.queue[:FEW],
        )


def candidates(visit: Visit) -> str:
    """Everybody, or a group, topic by topic."""
    group, order = visit.asked("group"), visit.asked("order")
    order = order if order in ORDERS else "weakest"
    with visit.dashboard.numbers(visit.db, group) as numbers:
        standings = sorted(numbers.standings, key=ORDERS[order], reverse=order == "latest")
    return visit.page(
        "candidates.html",
        group=group,
        order=order,
        orders=list(ORDERS),
        people=len(standings),
        columns=_columns(standings),
        part=visit.part(standings, PER_PAGE),
    )


def _columns(standings: Sequence[Standing]) -> list[str]:
    return sorted({topic for one in standings for topic in one.topics})
