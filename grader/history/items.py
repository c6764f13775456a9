"""How hard each question and key point is, and how well it separates strong people from weak ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import Literal

from msgspec import Struct

from grader.history.attempts import by_question, first_attempts
from grader.history.separation import Separation, separation
from grader.log.current import Attempt, AttemptPoint, Yardstick

Hardness = Literal["very easy", "easy", "middling", "hard", "very hard"]

HARDNESS: tuple[tuple[Hardness, float], ...] = (
    ("very easy", 85),
    ("easy", 65),
    ("middling", 40),
    ("hard", 15),
    ("very hard", 0),
)
"""What a mean percentage is called from this one on."""

FEWEST = 5
"""From so many people on it is said how hard an item is."""

OTHER_QUESTIONS = 3
"""So many other questions a person must have answered to be called strong or weak."""

EARNED = {"covered": 100.0, "partial": 50.0, "missing": 0.0, "contradicted": 0.0}


class Item(Struct, frozen=True, kw_only=True):
    """A question, or one of its key points, by the first attempts of people.

    people      how many attempts it is known by
    mean        percentage earned; for a key point covered counts 100, partial 50; None below FEWEST people
    separation  corrected item-total correlation, and in words
    """

    question_id: str
    key_point_id: str | None
    people: int
    mean: float | None
    hardness: Hardness | None
    separation: Separation


def question_items(attempts: Iterable[Attempt]) -> list[Item]:
    """The questions, in order of id. Strength is how a person does, beside others, on the other questions."""
    first = by_question(comparable(attempts))
    beside = beside_others(first)
    return [question_item(id, part, beside) for id, part in sorted(first.items())]


def question_item(id: str, first: Sequence[Attempt], beside: Mapping[str, Mapping[str, float]]) -> Item:
    """One question, from the comparable attempts at it and `beside_others` of all questions."""
    pairs = []
    for attempt in first:
        others = [above for other, above in beside[attempt.person].items() if other != id]
        if len(others) >= OTHER_QUESTIONS:
            pairs.append((attempt.percent, fmean(others)))
    return _item(id, None, [attempt.percent for attempt in first], separation(pairs))


def beside_others(first: Mapping[str, Sequence[Attempt]]) -> dict[str, dict[str, float]]:
    """By person and question: the percentage less the mean of all; from the comparable attempts at each question."""
    beside: dict[str, dict[str, float]] = {}
    for id, part in first.items():
        average = fmean(attempt.percent for attempt in part)
        for attempt in part:
            beside.setdefault(attempt.person, {})[id] = attempt.percent - average
    return beside


def key_point_items(attempts: Iterable[Attempt], points: Iterable[AttemptPoint]) -> list[Item]:
    """The key points, by question and position. Strength is what an answer earns for its other key points."""
    wanted = {attempt.first_id: attempt.question_id for attempt in comparable(attempts)}
    answers: dict[str, dict[str, list[AttemptPoint]]] = {}
    for point in points:
        if (question := wanted.get(point.first_id)) is not None:
            answers.setdefault(question, {}).setdefault(point.first_id, []).append(point)
    return [item for id, of_one in sorted(answers.items()) for item in _key_points(id, list(of_one.values()))]


def comparable(attempts: Iterable[Attempt]) -> list[Attempt]:
    """First attempts, those at each question judged by the yardstick of the newest of them."""
    first = list(first_attempts(attempts))
    newest: dict[str, Yardstick] = {attempt.question_id: attempt.yardstick for attempt in first}
    return [attempt for attempt in first if newest[attempt.question_id] == attempt.yardstick]


def _key_points(question: str, answers: Sequence[Sequence[AttemptPoint]]) -> Iterator[Item]:
    for position, point in enumerate(answers[0]):
        earned, pairs = [], []
        for answer in answers:
            own = EARNED[answer[position].status]
            rest = sum(other.weight * EARNED[other.status] for other in answer if other is not answer[position])
            earned.append(own)
            pairs.append((own, rest))
        yield _item(question, point.key_point_id, earned, separation(pairs))


def _item(question: str, key_point: str | None, earned: Sequence[float], found: Separation) -> Item:
    known = len(earned) >= FEWEST
    average = round(fmean(earned), 1) if known else None
    return Item(
        question_id=question,
        key_point_id=key_point,
        people=len(earned),
        mean=average,
        hardness=None if average is None else next(name for name, start in HARDNESS if average >= start),
        separation=found,
    )
