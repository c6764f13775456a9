"""One person: progress, topics, attempts, and what to practise next."""

from grader.dashboard.charts import attempts_chart
from grader.dashboard.visit import Visit
from grader.errors import UnknownCandidateError
from grader.history.attempts import latest_attempts
from grader.history.people import person_beside
from grader.log.current import Attempt
from grader.log.quoting import next_steps

PER_PAGE = 100
NEXT = 5
"""So many questions are named to practise next."""


def show(visit: Visit) -> str:
    """The candidate who gave the answer of this id: the first answer they gave stands for them in addresses."""
    candidate = _candidate(visit)
    with visit.dashboard.numbers(visit.db) as numbers:
        attempts = numbers.person(candidate)
        person = person_beside(attempts, numbers.norms)
        asked = len(numbers.questions)
    weakest = _weakest(attempts)
    return visit.page(
        "candidate.html",
        person=person,
        attempts=attempts,
        chart=attempts_chart(attempts[-PER_PAGE:]),
        charted=min(len(attempts), PER_PAGE),
        part=visit.part(attempts[::-1], PER_PAGE),
        practise=weakest,
        hints=next_steps(visit.db, [one.id for one in weakest]),
        unseen=asked - person.summary.questions,
    )


def _candidate(visit: Visit) -> str:
    rows = visit.db.execute("select candidate from grades where id = ?", [visit.named("id")])
    [name] = next(rows, [None])
    if name is None:
        raise UnknownCandidateError(f"no answer {visit.named('id')} of a candidate in the log", "look at the overview")
    return str(name)


def _weakest(attempts: list[Attempt]) -> list[Attempt]:
    """The latest attempts at the questions that went worst, the worst first; those that went well are no matter."""
    weak = [attempt for attempt in latest_attempts(attempts) if attempt.band not in ("excellent", "good")]
    return sorted(weak, key=lambda attempt: attempt.percent)[:NEXT]
