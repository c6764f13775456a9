"""Verdicts on attacks: each limit on made-up grades, and the whole on a made-up encoder."""

from collections.abc import Callable

import pytest
from msgspec import structs

from grader.attacks.attack import Attack, Kind
from grader.grade import Grade
from grader.grading import Grader
from grader.robustness.resistance import Outcome, Verdict, resist, verdict
from rubric import Question


@pytest.fixture
def judged(sky: Question, made_up: Callable[..., object]) -> Callable[..., Verdict]:
    """The verdict on attacks of one kind that earn these percentages, those of right answers from 50%."""

    def judge(kind: Kind, *percents: float, flags: tuple[str, ...] = ()) -> Verdict:
        original = "right" if kind in ("padded", "modifier", "disguised") else None
        grade: Grade = made_up(0).grade
        outcomes = [
            Outcome(
                attack=Attack(kind=kind, variant=f"{number}", answer="", original=original),
                grade=structs.replace(grade, percent=percent, conditions=flags),
                change=percent - 50 if original else 0.0,
            )
            for number, percent in enumerate(percents, 1)
        ]
        return verdict(sky, kind, outcomes)

    return judge


@pytest.mark.parametrize(
    ("kind", "percents", "flags", "holds"),
    [
        ("keywords", (25, 0), (), True),
        ("keywords", (0, 25.1), (), False),
        ("gibberish", (0,), (), True),
        ("gibberish", (0.1,), (), False),
        ("repeated", (33.3,), (), True),  # rain is worth 1 of 3 points
        ("repeated", (33.4,), (), False),
        ("padded", (52.9, 47.1), (), True),
        ("padded", (53,), (), False),
        ("padded", (47,), (), False),
        ("modifier", (53.9, 50), (), True),  # (3.9 + 0) / 2 < 2
        ("modifier", (54, 50), (), False),
        ("disguised", (50,), (), True),
        ("disguised", (50.1,), (), False),
        ("disguised", (20,), ("disguised_characters",), True),
        ("copied", (100,), ("copied_reference",), True),
        ("copied", (100,), (), False),
        ("copied", (84.9,), ("copied_reference",), False),
    ],
)
def test_limits(judged, kind, percents, flags, holds):
    assert judged(kind, *percents, flags=flags).holds == holds


def test_a_verdict_names_the_worst_variant_and_how_far_it_is_beyond_the_limit(judged):
    found = judged("keywords", 10, 40, 30)
    assert (found.variant, found.percent, found.over, found.change, found.limit) == ("2", 40, 15, None, "25%")


def test_a_modifier_is_judged_by_the_mean_and_shown_by_the_largest_change(judged):
    found = judged("modifier", 44, 51)
    assert (found.variant, found.change, found.mean_change, found.over) == ("1", -6, 3.5, 1.5)


def test_every_kind_gets_a_verdict_per_question(fake_grader: Grader, sky: Question):
    sea = structs.replace(sky, id="sea")
    found = list(resist(fake_grader, [sky, sea], [sky, sea]))
    assert [{one.question_id for one in verdicts} for verdicts in found] == [{"sky"}, {"sea"}]
    assert [len(verdicts) for verdicts in found] == [14, 14]
