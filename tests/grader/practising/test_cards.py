"""Cards follow from trials: known days, and what holds whatever was tried."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.coverage import Status
from grader.practising.cards import Card, cards_of
from grader.practising.trials import Trial

FIRST = date(2026, 1, 1)
STATUSES: tuple[Status, ...] = get_args(Status)
HISTORIES = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(STATUSES)), max_size=12)
"""Trials of one key point: days since the one before, and what came of it."""


def trials(history: Iterable[tuple[int, Status]], key_point: str = "k1", question: str = "sky") -> list[Trial]:
    day, found = FIRST, []
    for pause, status in history:
        day += timedelta(days=pause)
        found.append(Trial(question_id=question, key_point_id=key_point, day=day, status=status))
    return found


def card(history: Iterable[tuple[int, Status]]) -> Card:
    [found] = cards_of(trials(history))
    return found


@pytest.mark.parametrize(
    ("history", "days"),
    [
        # the first interval is the stability that FSRS-6 begins with after such a rating, rounded, but a day at least:
        # Again .212, Hard 1.2931, Good 2.3065
        ([(0, "missing")], 1),
        ([(0, "contradicted")], 1),
        ([(0, "partial")], 1),
        ([(0, "covered")], 2),
        # Good again on time. Difficulty D = 6.4133 - e^(2 x .8334) + 1 = 2.1181; chance known
        # R = (1 + F 2/2.3065)^-.1542 = .9095 with F = .9^(-1/.1542) - 1 = .9804; new stability
        # 2.3065 (1 + e^1.8722 (11 - D) 2.3065^-.1666 (e^(.796 (1 - R)) - 1)) = 10.96
        ([(0, "covered"), (2, "covered")], 11),
        # Hard instead: the growth above is 8.658, and .6014 of it is kept: 2.3065 + .6014 x 8.658 = 7.51
        ([(0, "covered"), (2, "partial")], 8),
        # a second try on the same day moves little: .212 e^(.5425 x .0912) .212^-.0658 = .247
        ([(0, "missing"), (0, "covered")], 1),
    ],
)
def test_known_days(history: list[tuple[int, Status]], days: int) -> None:
    found = card(history)
    assert (found.due - found.last).days == days


def test_a_card_says_what_was_seen_last() -> None:
    found = card([(0, "covered"), (2, "partial")])
    assert (found.last, found.status, found.trials) == (date(2026, 1, 3), "partial", 2)


def test_what_is_known_for_certain_today_fades() -> None:
    found = card([(0, "covered")])
    assert found.known(FIRST) == 1
    # by the definition of stability 90% after 2.3065 days: more after 2, less after 3
    assert found.known(FIRST + timedelta(days=2)) > 0.9 > found.known(FIRST + timedelta(days=3))


@settings(deadline=None)
@given(HISTORIES, st.integers(0, 40))
def test_what_went_better_never_comes_back_earlier_nor_is_thought_less_known(
    history: list[tuple[int, Status]], pause: int
) -> None:
    worse_first: Sequence[Status] = ("missing", "partial", "covered")
    found = [card([*history, (pause, status)]) for status in worse_first]
    assert [one.due for one in found] == sorted(one.due for one in found)
    after = [one.known(one.last + timedelta(days=10)) for one in found]
    assert after == sorted(after)
    assert card([*history, (pause, "contradicted")]).due == found[0].due


@settings(deadline=None)
@given(HISTORIES.filter(bool))
def test_nothing_is_due_on_the_day_of_its_trial(history: list[tuple[int, Status]]) -> None:
    found = card(history)
    assert found.due > found.last
    assert 0 < found.known(found.due) < 1


@settings(deadline=None)
@given(HISTORIES.filter(bool), HISTORIES.filter(bool))
def test_cards_know_nothing_of_each_other(one: list[tuple[int, Status]], other: list[tuple[int, Status]]) -> None:
    together = sorted([*trials(one, "k1"), *trials(other, "k2")], key=lambda trial: trial.day)
    assert cards_of(together) == [*cards_of(trials(one, "k1")), *cards_of(trials(other, "k2"))]


def test_a_group_member_that_another_one_replaced_waits_until_it_counts_again() -> None:
    def answer(day: int, counting: str, spare: str) -> list[Trial]:
        return [
            Trial(
                question_id="sky", key_point_id=id, day=FIRST + timedelta(days=day), status="covered",
                counts=id == counting,
            )
            for id in (counting, spare)
        ]  # fmt: skip

    once = answer(0, "k1", "k2")
    twice = [*once, *answer(2, "k2", "k1")]
    again = [*twice, *answer(20, "k1", "k2")]
    assert [(one.key_point_id, one.trials) for one in cards_of(once)] == [("k1", 1)]
    assert [(one.key_point_id, one.trials) for one in cards_of(twice)] == [("k2", 1)]
    assert [(one.key_point_id, one.trials, one.last.day) for one in cards_of(again)] == [("k1", 2, 21)]
