"""What to ask today: the most at stake first, and what comes next."""

from collections.abc import Callable
from datetime import date, timedelta

from grader.coverage import Status
from grader.practising.agenda import Next, agenda
from grader.practising.cards import Card, cards_of
from grader.practising.trials import Trial
from rubric import Question

Ask = Callable[..., Question]
TODAY = date(2026, 1, 10)


def cards(question: str, statuses: dict[str, Status], days_ago: int) -> list[Card]:
    day = TODAY - timedelta(days=days_ago)
    return cards_of(
        Trial(question_id=question, key_point_id=id, day=day, status=status) for id, status in statuses.items()
    )


def test_the_question_with_most_at_stake_comes_first(asked: Ask) -> None:
    questions = [asked(id, points=2) for id in ("sea", "sky", "sun")]
    known = [
        *cards("sea", {"k1": "covered", "k2": "covered"}, 3),
        *cards("sky", {"k1": "covered", "k2": "missing"}, 3),
        *cards("sun", {"k1": "covered", "k2": "missing"}, 1),
    ]
    found = agenda(known, questions, TODAY)
    assert [(one.question_id, [card.key_point_id for card in one.key_points], one.of) for one in found.due] == [
        ("sky", ["k1", "k2"], 2),
        ("sea", ["k1", "k2"], 2),
        ("sun", ["k2"], 2),  # k1 was covered yesterday
    ]
    # one point each: 1 - (1 + .9804 x 3/2.3065)^-.1542 = .1191 for a covered one after 3 days,
    # 1 - (1 + .9804 x 3/.212)^-.1542 = .3405 for a missed one
    assert [one.at_stake for one in found.due[:2]] == [0.4595, 0.2381]
    assert found.next == Next(day=date(2026, 1, 11), questions=1, key_points=1)


def test_nothing_due_says_what_is_next(asked: Ask) -> None:
    known = [
        *cards("sea", {"k1": "covered", "k2": "missing"}, 0),
        *cards("sky", {"k1": "missing", "k2": "partial"}, 0),
    ]
    found = agenda(known, [asked("sea", points=2), asked("sky", points=2)], TODAY)
    assert (found.due, found.next) == ((), Next(day=date(2026, 1, 11), questions=2, key_points=3))


def test_questions_and_key_points_that_are_gone_are_not_asked(asked: Ask) -> None:
    known = cards("sky", {"k1": "missing", "k9": "missing"}, 5) + cards("sea", {"k1": "missing"}, 5)
    [one] = agenda(known, [asked("sky", points=2)], TODAY).due
    assert ([card.key_point_id for card in one.key_points], one.of, one.last) == (["k1"], 1, date(2026, 1, 5))


def test_nobody_who_answered_nothing_has_anything_scheduled(asked: Ask) -> None:
    found = agenda([], [asked("sky")], TODAY)
    assert (found.due, found.next) == ((), None)
