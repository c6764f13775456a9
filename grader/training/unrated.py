"""Answers whose labels need no rater: reference answers, and answers to other questions."""

import random
from collections.abc import Iterator, Sequence

from grader.labelled import LabelledAnswer
from rubric import Question

NOBODY = 0
"""The writer of these answers."""

STRANGERS = 10
"""Answers to questions of other topics that are shown to each question as earning nothing."""


def references(bank: Sequence[Question]) -> list[LabelledAnswer]:
    """Reference answers cover every key point; of a group, which members they chose is not known: no label."""
    return [one for question in bank for one in _references(question)]


def strangers(bank: Sequence[Question], rows: Sequence[LabelledAnswer]) -> list[LabelledAnswer]:
    """Some of these answers, before questions of other topics, of which they miss every key point."""
    topics = {question.id: question.topic for question in bank}
    return [one for question in bank for one in _strangers(question, topics, rows)]


def _references(question: Question) -> Iterator[LabelledAnswer]:
    grouped = {member for group in question.groups for member in group.key_points}
    for number, answer in enumerate(question.reference_answers, 1):
        yield LabelledAnswer(
            id=f"{question.id}-reference-{number}",
            question_id=question.id,
            writer=NOBODY,
            kind="excellent",
            level=5,
            answer=answer,
            labels={point.id: "covered" for point in question.key_points if point.id not in grouped},
        )


def _strangers(question: Question, topics: dict[str, str], rows: Sequence[LabelledAnswer]) -> Iterator[LabelledAnswer]:
    others = [row for row in rows if topics[row.question_id] != question.topic and row.level >= 1]
    chance = random.Random(question.id)  # noqa: S311 - the same strangers every time
    for row in chance.sample(others, min(STRANGERS, len(others))):
        yield LabelledAnswer(
            id=f"{row.id}-before-{question.id}",
            question_id=question.id,
            writer=row.writer,
            kind="off_topic",
            level=0,
            answer=row.answer,
            labels={point.id: "missing" for point in question.key_points},
        )
