"""Who is asked about: the unsure, those the guard doubts, and no one that a rule decides."""

import pytest
from msgspec import structs

from grader.calibration import shipped
from grader.coverage import judge
from grader.grading import Grader
from grader.llm_judge.budget import Budget, read_budget
from grader.llm_judge.cascade import Cascade
from grader.observation import Observation
from grader.polarity.change import Change
from rubric import Question


@pytest.fixture
def found(fake_grader: Grader, sky: Question) -> Observation:
    return fake_grader.grade(sky, "Overhead it looks azure. Something else.").observation


def with_blue(found: Observation, **changes: object) -> Observation:
    blue, rain = found.key_points
    return structs.replace(found, key_points=(structs.replace(blue, **changes), rain))


def test_the_band_holds_its_ends(found: Observation) -> None:
    coverages = {one.id: judge(one, shipped()).coverage for one in found.key_points}
    blue = coverages["blue"]
    assert "blue" in Cascade(blue, blue).asked(found, shipped())
    assert "blue" not in Cascade(blue + 0.001, 1.0).asked(found, shipped())
    assert Cascade(0.0, 1.0).asked(found, shipped()) == ("blue", "rain")


def test_what_the_guard_doubts_is_asked_whatever_the_band(found: Observation) -> None:
    nowhere = Cascade(0.9999, 0.9999)
    opposite = (Change("opposite", "rises", "falls"),)
    assert nowhere.asked(with_blue(found, unsure=True), shipped()) == ("blue",)
    assert nowhere.asked(with_blue(found, reversed=True, changes=opposite), shipped()) == ("blue",)


def test_what_a_rule_decides_is_never_asked(found: Observation) -> None:
    everything = Cascade(everything=True)
    denied = (Change("negation", "", "not"),)
    assert everything.asked(with_blue(found, exact=True), shipped()) == ("rain",)
    assert everything.asked(with_blue(found, reversed=True, changes=denied), shipped()) == ("rain",)


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("200", Budget(requests=200)),
        ("1 request", Budget(requests=1)),
        ("50000tokens", Budget(tokens=50000)),
        ("200, 50000 tokens", Budget(requests=200, tokens=50000)),
    ],
)
def test_a_budget_is_read(text: str, budget: Budget) -> None:
    assert read_budget(text) == budget


@pytest.mark.parametrize("text", ["", "many", "-1", "2 3", "5 euros", "200,300", "1.5"])
def test_what_is_no_budget_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no budget"):
        read_budget(text)
