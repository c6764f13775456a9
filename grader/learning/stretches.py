"""What labelled answers say of a key point, in their own words: further statements for its rubric."""

from collections.abc import Iterable

from grader.coverage import Reading, Status
from grader.grading import Graded
from grader.learning.answers import Taught
from grader.legible import legible
from rubric import KeyPoint, Question
from rubric.amending import Statements

Seen = tuple[Taught, Graded]
"""An answer with its labels, and its grade before anything was learned."""


def further(question: Question, seen: Iterable[Seen]) -> dict[str, Statements]:
    """By key point: sentences of answers that cover it, and of answers that contradict it, each once.

    A sentence is what comes nearest to the point's own statements, or to its reversal. Nothing is learned where
    several sentences come nearest together, for then some may be about something else, nor a wording from one that
    comes nearer to another key point: an answer that covers both says the other there.
    """
    answers = list(seen)
    found = {point.id: _statements(point, answers) for point in question.key_points}
    return {id: statements for id, statements in found.items() if statements != Statements()}


def _statements(point: KeyPoint, answers: Iterable[Seen]) -> Statements:
    said: dict[Status, dict[str, None]] = {"covered": {}, "contradicted": {}}
    for row, graded in answers:
        label = row.labels.get(point.id)
        reading = next((one for one in graded.observation.key_points if one.id == point.id), None)
        if reading and label in said and (sentence := _sentence(reading, label)):
            said[label][sentence] = None
    known = {*point.accepted, *point.counter_statements}
    return Statements(
        wordings=tuple(text for text in said["covered"] if text not in known),
        counter_statements=tuple(text for text in said["contradicted"] if text not in known),
    )


def _sentence(reading: Reading, label: Status) -> str | None:
    """The one sentence that says the point, or reverses it; None if there is none to be sure of."""
    reverses = label == "contradicted"
    place = reading.reverses if reverses and not reading.reversed else reading.says
    alone = (place.start, place.end) in reading.closest
    if not alone or not (reverses or reading.signals.own > 0):
        return None
    return " ".join(legible(place.text).split())
