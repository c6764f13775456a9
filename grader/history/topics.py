"""Where is everyone weak: topic by topic, each person counted once per question."""

from collections.abc import Iterable, Sequence
from statistics import mean

from msgspec import Struct

from grader.history.attempts import latest_attempts
from grader.history.summary import change_of
from grader.log.current import Attempt, AttemptPoint
from grader.scoring import Band, band

WEAK: frozenset[Band] = frozenset({"weak", "poor"})
MISSED = frozenset({"missing", "contradicted"})

ENOUGH = 5
"""Of fewer answers a key point is not called the weakest."""


class MissedPoint(Struct, frozen=True, kw_only=True):
    """A key point and how many of the answers miss or contradict it."""

    question_id: str
    key_point_id: str
    missed: int
    answers: int


class Topic(Struct, frozen=True, kw_only=True):
    """A topic by the latest attempt of each person at each of its questions.

    mean     percentage, over those attempts
    weak     how many of them are weak or poor
    change   from first to latest attempt, averaged over people and questions tried again
    weakest  the key point most often missed, of those in at least ENOUGH of the attempts
    """

    topic: str
    people: int
    questions: int
    answers: int
    mean: float
    band: Band
    weak: int
    change: float | None
    weakest: MissedPoint | None


def topics_of(attempts: Sequence[Attempt], points: Iterable[AttemptPoint]) -> list[Topic]:
    """The topics, the weakest first."""
    latest = latest_attempts(attempts)
    missed = _missed(latest, points)
    names = dict.fromkeys(attempt.topic for attempt in latest)
    found = [_topic(name, attempts, latest, missed.get(name, {})) for name in names]
    return sorted(found, key=lambda topic: topic.mean)


def _topic(
    name: str, attempts: Iterable[Attempt], latest: Iterable[Attempt], missed: dict[tuple[str, str], list[bool]]
) -> Topic:
    now = [attempt for attempt in latest if attempt.topic == name]
    average = round(mean(attempt.percent for attempt in now), 1)
    return Topic(
        topic=name,
        people=len({attempt.person for attempt in now}),
        questions=len({attempt.question_id for attempt in now}),
        answers=len(now),
        mean=average,
        band=band(average),
        weak=sum(attempt.band in WEAK for attempt in now),
        change=change_of(attempt for attempt in attempts if attempt.topic == name),
        weakest=_weakest(missed),
    )


def _missed(latest: Iterable[Attempt], points: Iterable[AttemptPoint]) -> dict[str, dict[tuple[str, str], list[bool]]]:
    """By topic and key point: was it missed, in each of the latest attempts."""
    topics = {attempt.first_id: attempt.topic for attempt in latest}
    questions = {attempt.first_id: attempt.question_id for attempt in latest}
    found: dict[str, dict[tuple[str, str], list[bool]]] = {}
    for point in points:
        if (topic := topics.get(point.first_id)) is not None:
            key = (questions[point.first_id], point.key_point_id)
            found.setdefault(topic, {}).setdefault(key, []).append(point.status in MISSED)
    return found


def _weakest(missed: dict[tuple[str, str], list[bool]]) -> MissedPoint | None:
    enough = {key: seen for key, seen in missed.items() if len(seen) >= ENOUGH}
    if not enough:
        return None
    (question_id, key_point_id), seen = max(enough.items(), key=lambda item: mean(item[1]))
    return MissedPoint(question_id=question_id, key_point_id=key_point_id, missed=sum(seen), answers=len(seen))
