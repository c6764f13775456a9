"""Where is everyone weak: topic by topic, each person counted once per question."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from msgspec import Struct, field

from grader.history.attempts import by_question, latest_attempts
from grader.history.summary import changes_of, mean_change
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


class Tally(Struct, kw_only=True):
    """What one question adds to a topic, from latest attempts; `changes` from first to latest ones."""

    people: set[str] = field(default_factory=set)
    percents: list[float] = field(default_factory=list)
    weak: int = 0
    changes: list[float] = field(default_factory=list)


class QuestionTally(Struct, frozen=True, kw_only=True):
    """What one question adds to its topic, or topics, if its rubric was moved; and how often its key points are missed.

    `missed` goes by topic and key point: of how many latest attempts, and how many of them miss or contradict it.
    """

    question_id: str
    topics: dict[str, Tally]
    missed: dict[tuple[str, str], tuple[int, int]]


def topics_of(attempts: Iterable[Attempt], points: Iterable[AttemptPoint]) -> list[Topic]:
    """The topics, the weakest first."""
    return topics_from(tallies_of(attempts, points))


def tallies_of(attempts: Iterable[Attempt], points: Iterable[AttemptPoint]) -> list[QuestionTally]:
    """A tally for each question, in the order in which they were first answered."""
    parts = by_question(attempts)
    asked = {attempt.first_id: id for id, part in parts.items() for attempt in part}
    said: dict[str, list[AttemptPoint]] = {id: [] for id in parts}
    for point in points:
        if (question := asked.get(point.first_id)) is not None:
            said[question].append(point)
    return [tally_of(part, said[id]) for id, part in parts.items()]


def tally_of(attempts: Sequence[Attempt], points: Iterable[AttemptPoint]) -> QuestionTally:
    """The tally of at least one attempt, all at one question; `points` are those of any of its attempts."""
    latest = latest_attempts(attempts)
    topics: dict[str, Tally] = {attempt.topic: Tally() for attempt in latest}
    for attempt in latest:
        tally = topics[attempt.topic]
        tally.people.add(attempt.person)
        tally.percents.append(attempt.percent)
        tally.weak += attempt.band in WEAK
    for name, tally in topics.items():
        tally.changes = changes_of(attempt for attempt in attempts if attempt.topic == name)
    return QuestionTally(question_id=attempts[0].question_id, topics=topics, missed=_missed(latest, points))


def topics_from(tallies: Sequence[QuestionTally]) -> list[Topic]:
    """The topics, the weakest first, then by name."""
    names = dict.fromkeys(name for tally in tallies for name in tally.topics)
    return sorted((_topic(name, tallies) for name in names), key=lambda topic: (topic.mean, topic.topic))


def missed_points(tallies: Iterable[QuestionTally], topic: str | None = None) -> list[MissedPoint]:
    """Key points of a topic, or of all, that are in at least ENOUGH latest attempts, the most often missed first."""
    found = [
        MissedPoint(question_id=tally.question_id, key_point_id=id, missed=missed, answers=answers)
        for tally in tallies
        for (name, id), (answers, missed) in tally.missed.items()
        if answers >= ENOUGH and topic in (None, name)
    ]
    return sorted(found, key=lambda point: -point.missed / point.answers)


def _topic(name: str, tallies: Sequence[QuestionTally]) -> Topic:
    parts = [tally.topics[name] for tally in tallies if name in tally.topics]
    percents = [percent for part in parts for percent in part.percents]
    average = round(fmean(percents), 1)
    return Topic(
        topic=name,
        people=len(set().union(*(part.people for part in parts))),
        questions=len(parts),
        answers=len(percents),
        mean=average,
        band=band(average),
        weak=sum(part.weak for part in parts),
        change=mean_change([change for part in parts for change in part.changes]),
        weakest=next(iter(missed_points(tallies, name)), None),
    )


def _missed(latest: Iterable[Attempt], points: Iterable[AttemptPoint]) -> dict[tuple[str, str], tuple[int, int]]:
    topics = {attempt.first_id: attempt.topic for attempt in latest}
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for point in points:
        if (topic := topics.get(point.first_id)) is not None:
            answers, missed = found.get(key := (topic, point.key_point_id), (0, 0))
            found[key] = (answers + 1, missed + (point.status in MISSED))
    return found
