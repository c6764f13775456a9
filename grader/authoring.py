"""Mistakes of rubric authors that only the model can see: what a rubric earns and gives away."""

from collections.abc import Iterator, Sequence

import numpy as np

from grader.alignment import EmbeddedText, said_by
from grader.grading import Grader
from rubric import Question
from rubric.checking import Finding, check_structure

GIVEN_AWAY_AT = 0.85
ALIKE_AT = 0.9
REFERENCE_AT_LEAST = 85.0
COUNTERS_AT_MOST = 25.0


def check_questions(grader: Grader, questions: Sequence[Question]) -> Iterator[Finding]:
    """All findings, question by question."""
    for question in questions:
        yield from check_structure(question)
        yield from _check_texts(grader, question)
        yield from _check_references(grader, question)
        yield from _check_counter_statements(grader, question)


def _check_texts(grader: Grader, question: Question) -> Iterator[Finding]:
    """Key points too alike, and key points that the question itself gives away."""
    *texts, prompt = grader.encoder.embed([*(point.text for point in question.key_points), question.prompt])
    for index, (point, text) in enumerate(zip(question.key_points, texts, strict=True)):
        if said_by(text, prompt) >= GIVEN_AWAY_AT:
            yield Finding(question.id, point.id, "the question itself says it; ask for more than that")
        for other, other_text in zip(question.key_points[:index], texts[:index], strict=True):
            if _alike(text, other_text):
                yield Finding(question.id, point.id, f"hard to tell from {other.id}; merge them or set them apart")


def _check_references(grader: Grader, question: Question) -> Iterator[Finding]:
    """Reference answers that do not earn (nearly) full marks."""
    results = grader.grade_all((question, answer) for answer in question.reference_answers)
    for number, result in enumerate(results, 1):
        missed = [
            f"{point.id} ({point.status})"
            for point in result.grade.key_points
            if point.counts and point.points < point.weight
        ]
        stated = [wrong.id for wrong in result.grade.misconceptions]
        where = f"reference answer {number}"
        if result.grade.percent < REFERENCE_AT_LEAST:
            problem = f"earns {result.grade.percent:g}%, short of {', '.join(missed)}; add wordings, or mend the answer"
            yield Finding(question.id, where, problem)
        for id in stated:
            yield Finding(question.id, where, f"is taken to state the misconception {id}; add truths, or mend it")


def _check_counter_statements(grader: Grader, question: Question) -> Iterator[Finding]:
    """Counter-statements that earn the point they reverse, and all of them together earning something."""
    pairs = [(point, statement) for point in question.key_points for statement in point.counter_statements]
    results = grader.grade_all((question, statement) for _, statement in pairs)
    for (point, statement), result in zip(pairs, results, strict=True):
        if any(earned.id == point.id and earned.points > 0 for earned in result.grade.key_points):
            yield Finding(question.id, point.id, f"the counter-statement {statement!r} earns it")
    firsts = [point.counter_statements[0] for point in question.key_points if point.counter_statements]
    if firsts:
        percent = grader.grade(question, " ".join(firsts)).grade.percent
        if percent > COUNTERS_AT_MOST:
            yield Finding(question.id, "counter_statements", f"an answer made of them earns {percent:g}%")


def _alike(one: EmbeddedText, other: EmbeddedText) -> bool:
    return float(np.dot(one.sentence, other.sentence)) >= ALIKE_AT
