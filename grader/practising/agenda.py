"""Cards and a day -> which questions to ask, the most urgent first, and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from grader.practising.cards import Card
from rubric import Question


class DueQuestion(Struct, frozen=True, kw_only=True):
    """A question of which key points are due.

    key_points  those that are due, in the order of the rubric; `of` is the number of all that are scheduled
    last        the day on which it was last answered
    at_stake    points that an answer would lose today, by expectation: Σ weight x (1 - chance that it is known)
    """

    question_id: str
    key_points: tuple[Card, ...]
    of: int
    last: date
    at_stake: float


class Next(Struct, frozen=True, kw_only=True):
    """The day after today on which something will be due first, and how much."""

    day: date
    questions: int
    key_points: int


class Agenda(Struct, frozen=True, kw_only=True):
    """What is due today, the question with most at stake first, and what is next; None where nothing is scheduled."""

    due: tuple[DueQuestion, ...]
    next: Next | None


def agenda(cards: Iterable[Card], questions: Iterable[Question], today: date) -> Agenda:
    """What to ask of these questions; cards of other questions and of key points they no longer have are left out."""
    by_key = {(card.question_id, card.key_point_id): card for card in cards}
    due, later = [], []
    for question in questions:
        held = [by_key[key] for point in question.key_points if (key := (question.id, point.id)) in by_key]
        later += [card for card in held if card.due > today]
        if any(card.due <= today for card in held):
            due.append(_due(question, held, today))
    due.sort(key=lambda one: (-one.at_stake, one.question_id))
    return Agenda(due=tuple(due), next=_next(later))


def _due(question: Question, held: Sequence[Card], today: date) -> DueQuestion:
    cards = tuple(card for card in held if card.due <= today)
    weights: Mapping[str, float] = {point.id: point.weight for point in question.key_points}
    at_stake = sum(weights[card.key_point_id] * (1 - card.known(today)) for card in cards)
    return DueQuestion(
        question_id=question.id,
        key_points=cards,
        of=len(held),
        last=max(card.last for card in held),
        at_stake=round(at_stake, 4),
    )


def _next(later: Sequence[Card]) -> Next | None:
    if not later:
        return None
    day = min(card.due for card in later)
    then = [card for card in later if card.due == day]
    return Next(day=day, questions=len({card.question_id for card in then}), key_points=len(then))
