"""One question: how hard it and its key points are, what is missed, and what is said the wrong way round."""

from grader.dashboard.charts import spread_chart
from grader.dashboard.visit import Visit
from grader.errors import UnknownQuestionIdError
from grader.log.quoting import contradictions
from grader.log.store import question_of

QUOTED = 12
"""So many statements that contradict the rubric are quoted, the newest first."""


def show(visit: Visit) -> str:
    """The question with this id, by its newest rubric."""
    id = visit.named("id")
    with visit.dashboard.numbers(visit.db) as numbers:
        if id not in numbers.questions:
            raise UnknownQuestionIdError(
                f"nobody has answered a question {id!r}", "'grader questions' lists the questions"
            )
        part, item = numbers.question(id), numbers.item(id)
        points, spread, tally = part.key_points, part.spread, part.tally
    newest = part.attempts[-1]
    rubric = question_of(visit.db, {"id": newest.id, "rubric_hash": newest.rubric_hash})
    missed = {key: counts for (_, key), counts in tally.missed.items()}
    return visit.page(
        "question.html",
        question=rubric,
        texts={point.id: point.text for point in rubric.key_points},
        item=item,
        answers=len(part.attempts),
        points=points,
        missed=missed,
        spread=spread,
        chart=spread_chart(spread),
        contradictions=contradictions(visit.db, id, QUOTED),
    )
