"""What to work on next: for one person what would raise their scores most, for many what most of them miss."""

from collections.abc import Iterable, Sequence

from grader.history.items import EARNED
from grader.history.topics import Topic
from grader.reporting.report import Advice, Answer, Point

MOST = 5
"""So many things at once; more are no help."""


def advice_for_one(latest: Iterable[Answer]) -> tuple[Advice, ...]:
    """The key points that would bring most, from a person's latest answer to each question; the largest gain first."""
    found = [
        Advice(
            topic=answer.attempt.topic,
            question_id=answer.attempt.question_id,
            prompt=answer.prompt,
            key_point_id=point.id,
            hint=point.hint,
            status=point.status,
            gain=gain,
        )
        for answer in latest
        for point in answer.key_points
        if (gain := _gain(answer, point)) > 0
    ]
    return tuple(sorted(found, key=lambda one: -(one.gain or 0))[:MOST])


def _gain(answer: Answer, point: Point) -> float:
    """What a key point that is not covered would bring, in percent of the question."""
    if not point.counts or point.status == "covered":
        return 0.0
    earned = point.machine_points
    if point.status != point.machine_status:  # a reviewer's word has no points of its own
        earned = point.weight * EARNED[point.status] / 100
    return round(100 * (point.weight - earned) / answer.attempt.machine_max_points, 1)


def advice_for_many(topics: Iterable[Topic], examples: Sequence[Answer]) -> tuple[Advice, ...]:
    """The key point most often missed of each topic, the weakest topic first; `examples` has an answer to each."""
    known = {
        (answer.attempt.question_id, point.id): (answer.prompt, point.hint)
        for answer in examples
        for point in answer.key_points
    }
    found = []
    for topic in topics:
        worst = topic.weakest
        if worst and worst.missed and (worst.question_id, worst.key_point_id) in known:
            prompt, hint = known[worst.question_id, worst.key_point_id]
            found.append(
                Advice(
                    topic=topic.topic,
                    question_id=worst.question_id,
                    prompt=prompt,
                    key_point_id=worst.key_point_id,
                    hint=hint,
                    missed=worst.missed,
                    answers=worst.answers,
                )
            )
    return tuple(found[:MOST])
