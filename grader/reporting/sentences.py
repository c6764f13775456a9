"""Sentences of a report, with the figures of the commands, rounded as the commands round them."""

from grader.history.people import Person
from grader.reporting.document import Line
from grader.reporting.report import Report
from grader.shown import count


def summary_lines(report: Report) -> tuple[Line, ...]:
    """How much was answered and how well, and what to know of the scores."""
    first = _of_one(report.person) if report.person else _of_many(report)
    return ((first,), *((said,) for said in _remarks(report)))


def _of_one(person: Person) -> str:
    one = person.summary
    return (
        f"You made {count(one.attempts, 'attempt')} at {count(one.questions, 'question')}: mean {one.mean:.0f}%, "
        f"best {one.best:.0f}%, latest {one.latest:.0f}%."
    )


def _of_many(report: Report) -> str:
    people = "1 person" if len(report.people) == 1 else f"{len(report.people):,} people"
    questions = count(len({attempt.question_id for attempt in report.attempts}), "question")
    nameless = f", {report.nameless:,} of them by nobody named" if report.nameless else ""
    ungraded = f"; {count(len(report.ungraded), 'row')} could not be graded" if report.ungraded else ""
    return f"{count(len(report.attempts), 'answer')} by {people} to {questions}{nameless}{ungraded}."


def _remarks(report: Report) -> list[str]:
    reviewed = sum(attempt.review_id is not None for attempt in report.attempts)
    doubtful = sum(attempt.needs_review for attempt in report.attempts)
    remarks = []
    if reviewed:
        remarks.append(f"A reviewer decided {count(reviewed, 'score')}; the grader's own stands beside it.")
    if doubtful:
        remarks.append(f"{count(doubtful, 'score')} may be off; a person should look.")
    if report.person and report.person.yardsticks > 1:
        remarks.append(
            f"{report.person.yardsticks} versions of the grader judged these; attempts are compared only within one."
        )
    return remarks
