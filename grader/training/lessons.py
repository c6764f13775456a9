"""What the verifier learns from: key points, excerpts, and what people said of the two.

In people's answers a wrong statement seldom comes alone, so a verifier could learn to doubt everything an answer
says once one thing in it is wrong. To teach it to judge each key point by itself, half of the excerpts are
spliced: the stretch about the key point stands among stretches of other answers that do not mention it, right
ones and wrong ones.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.coverage import Reading, Status
from grader.grading import Graded, Grader
from grader.labelled import LabelledAnswer
from grader.training.rows import grade_rows
from grader.training.unrated import references, strangers
from grader.verifying import excerpt
from rubric import KeyPoint, Question

STATEMENT_WEIGHT = 0.5
"""What a rubric's own statement counts in training, against 1 for a labelled answer."""

SPLICES = 3
LONGEST_PART = 45
"""Words of a stretch that may become part of a spliced excerpt."""

Labelled = tuple[Question, dict[str, Status], Graded]
"""A question, labels of an answer to it, and its grade by similarity."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Statements of a key point and excerpts, one of each read at a time; what a person said of them; its weight."""

    statements: tuple[str, ...]
    excerpts: tuple[str, ...]
    label: Status
    weight: float = 1.0


def lessons(grader: Grader, bank: Sequence[Question], rows: Sequence[LabelledAnswer]) -> list[Lesson]:
    """Everything the verifier can learn from: labelled answers, those that need no rater, the rubrics' statements."""
    answers = [*rows, *references(bank), *strangers(bank, rows)]
    graded = grade_rows(grader, bank, answers)
    seen = [(one.question, row.labels, one) for row, one in zip(answers, graded, strict=True)]
    return [*_of_answers(seen), *(lesson for question in bank for lesson in _of_statements(question))]


def _of_answers(seen: Sequence[Labelled]) -> Iterator[Lesson]:
    chance = random.Random(0)  # noqa: S311 - the same at every training
    others = _silent_parts(seen)
    for question, labels, one in seen:
        for reading in one.observation.key_points:
            if reading.id in labels:
                label = labels[reading.id]
                core, whole = _about(reading, label), excerpt(one.answer, reading)
                spliced = _spliced(core, others[question.id, reading.id], chance)
                point = question.key_point(reading.id)
                yield Lesson(_statements(point), (whole,) * SPLICES + spliced, label)


def _statements(point: KeyPoint) -> tuple[str, ...]:
    """The key point's text half of the time, else one of its other wordings: what is learned should not hang on it."""
    return (*[point.text] * len(point.wordings), *point.wordings) or (point.text,)


def _about(reading: Reading, label: Status) -> str:
    """The stretch that says the key point, or reverses it."""
    return (reading.reverses if label == "contradicted" else reading.says).text


def _silent_parts(seen: Sequence[Labelled]) -> dict[tuple[str, str], list[str]]:
    """Per key point: stretches about other key points, right and wrong, of answers that do not mention it."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question, labels, one in seen:
        parts = [
            text
            for reading in one.observation.key_points
            if (label := labels.get(reading.id)) in ("covered", "contradicted")
            and len((text := _about(reading, label)).split()) <= LONGEST_PART
        ]
        for id, label in labels.items():
            if label == "missing":
                found[question.id, id] += parts
    return found


def _spliced(core: str, others: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """The stretch among one or two others, in any order; itself where it is too long to be spliced."""
    if len(core.split()) > LONGEST_PART or not others:
        return (core,) * SPLICES
    return tuple(_joined([core, *chance.sample(others, min(len(others), 1 + n % 2))], chance) for n in range(SPLICES))


def _joined(parts: Sequence[str], chance: random.Random) -> str:
    return " ".join(chance.sample(parts, len(parts)))


def _of_statements(question: Question) -> Iterator[Lesson]:
    """Each wording covers its point, each counter-statement contradicts it, whatever other points' say beside them."""
    chance = random.Random(question.id)  # noqa: S311 - the same at every training
    for point in question.key_points:
        others = _statements_of_others(point, question)
        said: dict[Status, Sequence[str]] = {
            "covered": point.wordings,
            "contradicted": point.counter_statements,
            "missing": chance.sample(others, min(2, len(others))),
        }
        for label, texts in said.items():
            for text in texts:
                yield Lesson((point.text,), (text, *_spliced(text, others, chance)), label, STATEMENT_WEIGHT)


def _statements_of_others(point: KeyPoint, question: Question) -> list[str]:
    return [
        statement
        for other in question.key_points
        if other is not point
        for statement in (*other.wordings, *other.counter_statements)
    ]
