"""Mistakes of rubric authors that can be seen without a model."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rubric.model import Question

MIN_WORDINGS = 4
MIN_COUNTER_STATEMENTS = 2
KEY_POINTS = (3, 8)
MIN_REFERENCE_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """A likely mistake: in which question, where in it, what is wrong and what to do."""

    question_id: str
    where: str
    problem: str


def check_structure(question: Question) -> Iterator[Finding]:
    """Too few or too many parts, and statements used twice."""
    fewest, most = KEY_POINTS
    if not fewest <= len(question.key_points) <= most:
        yield Finding(question.id, "key_points", f"{len(question.key_points)} of them; {fewest} to {most} grade best")
    if len(question.reference_answers) < MIN_REFERENCE_ANSWERS:
        yield Finding(question.id, "reference_answers", "only one; write a second in other words")
    for point in question.key_points:
        if len(point.wordings) < MIN_WORDINGS:
            yield Finding(question.id, point.id, f"{len(point.wordings)} wordings; write at least {MIN_WORDINGS}")
        if 0 < len(point.counter_statements) < MIN_COUNTER_STATEMENTS:
            yield Finding(question.id, point.id, "only one counter-statement; write another in other words, or none")
    yield from _repeated(question)


def _repeated(question: Question) -> Iterator[Finding]:
    places: dict[str, list[str]] = defaultdict(list)
    for point in question.key_points:
        for statement in (*point.accepted, *point.counter_statements):
            places[" ".join(statement.lower().split())].append(point.id)
    for statement, points in places.items():
        if len(points) > 1:
            yield Finding(
                question.id, " and ".join(dict.fromkeys(points)), f"the same statement stands twice: {statement!r}"
            )
