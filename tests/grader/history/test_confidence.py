"""Over- and under-confidence: said only where chance would hardly look so."""

from collections.abc import Callable
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from grader.history.confidence import confidence_of, sign_test, topic_confidence
from grader.log.current import Attempt

Make = Callable[..., Attempt]


def made(attempt: Make, pairs: list[tuple[float, float]], topic: str = "nature") -> tuple[list[Attempt], dict]:
    """Attempts that earned the second number of each pair, and what was expected of them: the first."""
    found = [attempt("Sample Ana", "q", earned, topic=topic) for _, earned in pairs]
    return found, {one.first_id: expected for one, (expected, _) in zip(found, pairs, strict=True)}


@pytest.mark.parametrize(
    ("pairs", "judgement", "p"),
    [
        ([(80, 50)] * 5, "cannot tell yet", 0.0625),  # 2/2^5
        ([(80, 50)] * 6, "over-confident", 0.0312),  # 2/2^6 = .03125
        ([(20, 50)] * 6, "under-confident", 0.0312),
        ([(80, 50)] * 6 + [(50, 50)] * 9, "over-confident", 0.0312),  # ties say nothing
        ([(80, 50)] * 8 + [(20, 50)], "over-confident", 0.0391),  # 2 (1 + 9)/2^9
        ([(80, 50)] * 7 + [(20, 50)], "cannot tell yet", 0.0703),  # 2 (1 + 8)/2^8
        ([(50, 50)], "cannot tell yet", 1.0),
    ],
)
def test_a_verdict_needs_six_on_one_side(
    attempt: Make, pairs: list[tuple[float, float]], judgement: str, p: float
) -> None:
    found = confidence_of(*made(attempt, pairs))
    assert found
    assert (found.answers, found.judgement, found.p) == (len(pairs), judgement, p)


def test_only_answers_with_a_confidence_count(attempt: Make) -> None:
    attempts, expected = made(attempt, [(90, 50), (60, 70)])
    more = [*attempts, attempt("Sample Ana", "q", 0)]
    found = confidence_of(more, expected)
    assert found
    assert (found.answers, found.expected, found.earned, found.above) == (2, 75, 60, 15)
    assert confidence_of(more, {}) is None


def test_topics_are_judged_apart(attempt: Make) -> None:
    high, expected_high = made(attempt, [(90, 10)] * 6, "sea")
    low, expected_low = made(attempt, [(10, 90)] * 6, "sky")
    none = attempt("Sample Ana", "q", 50, topic="sun")
    found = topic_confidence([*high, none, *low], expected_high | expected_low)
    assert {topic: one.judgement for topic, one in found.items()} == {"sea": "over-confident", "sky": "under-confident"}


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_the_sign_test_is_that_of_scipy(over: int, under: int) -> None:
    if over + under:
        assert sign_test(over, under) == pytest.approx(binomtest(over, over + under).pvalue)
    assert sign_test(over, under) == sign_test(under, over)


@pytest.mark.parametrize("n", range(1, 30))
def test_of_people_who_judge_well_no_more_than_one_in_twenty_gets_a_verdict(n: int) -> None:
    chance = sum(comb(n, over) / 2**n for over in range(n + 1) if sign_test(over, n - over) < 0.05)
    assert chance <= 0.05
