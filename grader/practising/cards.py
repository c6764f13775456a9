"""Trials -> cards: how well each key point is held, and on which day it should be asked again.

The model of memory is FSRS-6 with its published parameters (the library `fsrs`).
docs/decisions/spaced-practice.md has the reasons for what is chosen here.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time

import fsrs
from fsrs import Rating
from msgspec import Struct

from grader.coverage import Status
from grader.practising.trials import Trial

RATING: Mapping[Status, Rating] = {
    "covered": Rating.Good,
    "partial": Rating.Hard,
    "missing": Rating.Again,
    "contradicted": Rating.Again,
}
"""What a trial is to FSRS. Nothing is Easy, for no text shows how hard it was to remember."""

SCHEDULER = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
"""Whole days only, and the same day every time; a card should be asked when 9 of 10 like it are still known."""


class Card(Struct, frozen=True, kw_only=True):
    """What is known of one person's memory of a key point.

    due        the day on which it should be asked again
    last       the day of the latest trial, and `status` what came of it; `trials` how many there were
    stability  days until the chance that it is known has sunk to 90%, 0 excluded
    """

    question_id: str
    key_point_id: str
    due: date
    last: date
    status: Status
    trials: int
    stability: float

    def known(self, today: date) -> float:
        """The chance, 0 to 1, that it would be covered today, as FSRS estimates it."""
        card = fsrs.Card(card_id=0, stability=self.stability, due=_noon(self.due), last_review=_noon(self.last))
        return SCHEDULER.get_card_retrievability(card, _noon(today))


def cards_of(trials: Iterable[Trial]) -> list[Card]:
    """A card for each key point that counted in the latest answer to its question, by question and key point.

    A key point that another one of its group has replaced was not tried, and is not asked for until it counts again.
    The trials come in order of time.
    """
    tried: dict[tuple[str, str], list[Trial]] = {}
    latest: dict[tuple[str, str], Trial] = {}
    for trial in trials:
        key = (trial.question_id, trial.key_point_id)
        latest[key] = trial
        if trial.counts:
            tried.setdefault(key, []).append(trial)
    return [_card(found) for key, found in sorted(tried.items()) if latest[key].counts]


def _card(trials: list[Trial]) -> Card:
    card = fsrs.Card(card_id=0, due=_noon(trials[0].day))
    for trial in trials:
        card, _ = SCHEDULER.review_card(card, RATING[trial.status], _noon(trial.day))
    last = trials[-1]
    assert card.stability is not None
    return Card(
        question_id=last.question_id,
        key_point_id=last.key_point_id,
        due=card.due.date(),
        last=last.day,
        status=last.status,
        trials=len(trials),
        stability=card.stability,
    )


def _noon(day: date) -> datetime:
    """FSRS counts days between points of time; any hour will do, if it is always the same."""
    return datetime.combine(day, time(12), UTC)
