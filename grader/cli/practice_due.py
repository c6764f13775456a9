"""`grader practice --due`: what is due, in words or as JSON."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.cli.clock import now
from grader.cli.output import visible
from grader.cli.selection import write_data
from grader.shown import count as counted
from rubric import Question

if TYPE_CHECKING:
    from grader.practising.agenda import Agenda, DueQuestion, Next


class Asked(NamedTuple):
    """A question to ask, and why."""

    question: Question
    why: str | None = None


def ask_due(db: Path, candidate: str | None, questions: Sequence[Question], count: int) -> list[Asked]:
    """The most urgent questions, at most so many; says so where there are more, or what is next where there is none."""
    found, today = _agenda(db, candidate, questions), now().date()
    if not found.due:
        click.echo(_nothing(found.next, candidate, today))
        return []
    if len(found.due) > count:
        click.echo(f"{len(found.due)} questions are due, {count} asked; -n {len(found.due)} asks all.", err=True)
    by_id = {question.id: question for question in questions}
    return [Asked(by_id[one.question_id], _why(one, today)) for one in found.due[:count]]


def list_due(db: Path, candidate: str | None, questions: Sequence[Question]) -> None:
    """All that is due as JSON on stdout."""
    import msgspec

    found = _agenda(db, candidate, questions)
    write_data({"candidate": candidate, "today": now().date().isoformat(), **msgspec.to_builtins(found)})


def _agenda(db: Path, candidate: str | None, questions: Sequence[Question]) -> "Agenda":
    """Of the answers of the candidate, or of those without one. Raises LogError."""
    from grader.log.current import attempt_points, attempts
    from grader.log.opening import open_log
    from grader.log.store import Filters
    from grader.practising.agenda import agenda
    from grader.practising.cards import cards_of
    from grader.practising.trials import trials_of

    with open_log(db) as log:
        chosen = Filters(candidate)
        own = [attempt for attempt in attempts(log, chosen) if attempt.candidate == candidate]
        trials = trials_of(own, attempt_points(log, chosen), now().tzinfo)
    return agenda(cards_of(trials), questions, now().date())


def _nothing(next: "Next | None", candidate: str | None, today: date) -> str:
    if next is None:
        whose = "without a candidate" if candidate is None else f"of {candidate!r}"
        return visible(
            f"Nothing is due, for the log has no answer {whose} to these questions. "
            "'grader practice' draws questions at random."
        )
    points, asked = counted(next.key_points, "key point"), counted(next.questions, "question")
    return f"Nothing is due today. Next: {points} of {asked} on {next.day}, {_from_now((next.day - today).days)}."


def _why(one: "DueQuestion", today: date) -> str:
    seen = _ago((today - one.last).days)
    return f"{len(one.key_points)} of {counted(one.of, 'key point')} due, last seen {seen}"


def _ago(days: int) -> str:
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


def _from_now(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days} days"
