"""How hard items are, and whether they tell strong people from weak ones."""

from collections.abc import Callable

import pytest
from scipy.stats import pearsonr

from grader.coverage import Status
from grader.history.items import key_point_items, question_items
from grader.history.separation import separation
from grader.log.current import Attempt, AttemptPoint

Make = Callable[..., Attempt]
STATUSES: tuple[Status, ...] = ("missing", "partial", "covered")


def people(attempt: Make, many: int) -> list[Attempt]:
    """People of rising strength on four questions; q3 goes the wrong way round."""
    return [
        attempt(f"Sample {n}", f"q{q}", 100 - 4 * n if q == 3 else 4 * n) for n in range(many) for q in range(4)
    ]  # fmt: skip


def test_a_question_that_strong_people_fail_is_found(attempt: Make) -> None:
    items = {item.question_id: item for item in question_items(people(attempt, 20))}
    # q0: 0, 4, ... 76 by person, against q1, q2 (the same) and q3 (reversed): the rest rises, r = 1
    assert (items["q0"].people, items["q0"].mean, items["q0"].hardness) == (20, 38, "hard")
    assert (items["q0"].separation.r, items["q0"].separation.word) == (1, "well")
    assert (items["q3"].separation.r, items["q3"].separation.word) == (-1, "the wrong way round")


@pytest.mark.parametrize(("many", "mean", "word"), [(4, None, "cannot tell yet"), (19, 36, "cannot tell yet")])
def test_too_few_people_are_refused(attempt: Make, many: int, mean: float | None, word: str) -> None:
    item = question_items(people(attempt, many))[0]
    assert (item.mean, item.separation.r, item.separation.interval, item.separation.word) == (mean, None, None, word)


def test_strength_must_show_on_other_questions(attempt: Make) -> None:
    found = question_items([attempt(f"Sample {n}", "q", n) for n in range(30)])
    assert (found[0].separation.people, found[0].separation.r) == (0, None)


def test_an_answer_by_nobody_counts_for_difficulty_alone(attempt: Make) -> None:
    found = question_items([attempt(None, "q", 50) for _ in range(30)])
    assert (found[0].people, found[0].mean, found[0].separation.people) == (30, 50, 0)


def test_only_first_attempts_by_the_newest_rubric_count(attempt: Make) -> None:
    old = [attempt(f"Sample {n}", "q", 0, rubric_hash="old") for n in range(5)]
    new = [attempt(f"Sample {n}", "q", 100) for n in range(9)]
    assert [(item.people, item.mean) for item in question_items(old + new)] == [(4, None)]


def test_a_key_point_is_held_against_the_others_of_its_answer(attempt: Make) -> None:
    attempts = [attempt(f"Sample {n}", "q", 0) for n in range(30)]
    own = [STATUSES[n % 3] for n in range(30)]
    other: list[Status] = [STATUSES[n // 5 % 3] for n in range(30)]
    points = [
        AttemptPoint(
            first_id=one.first_id, position=position, key_point_id=id, weight=2, status=status[n],
            machine_status=status[n], human_status=None,
        )
        for n, one in enumerate(attempts)
        for position, (id, status) in enumerate((("a", own), ("b", other), ("c", own)))
    ]  # fmt: skip
    first = key_point_items(attempts, points)[0]
    earned = {"missing": 0, "partial": 50, "covered": 100}
    rest = [2 * earned[b] + 2 * earned[a] for a, b in zip(own, other, strict=True)]
    expected = pearsonr([earned[a] for a in own], rest)
    assert (first.key_point_id, first.people, first.mean, first.hardness) == ("a", 30, 50, "middling")
    assert first.separation.r == round(expected.statistic, 3)
    assert first.separation.word == "well"


def test_where_everybody_earns_the_same_nothing_is_separated() -> None:
    assert separation([(50.0, float(n)) for n in range(40)]).r is None
    assert separation([(float(n), 50.0) for n in range(40)]).r is None


def test_an_interval_that_holds_zero_cannot_tell() -> None:
    # r of (0, 1, 0, 1, ...) with 0, 1, 2, ...: close to 0
    found = separation([(float(n % 2), float(n)) for n in range(40)])
    assert found.interval
    assert found.interval[0] < 0 < found.interval[1]
    assert found.word == "cannot tell yet"
