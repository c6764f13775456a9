"""Scales, on scores whose right correction is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.learning.scale_forms import FORMS, IMAGINED, line, steps
from grader.learning.scaling import Scored, try_scale

COMPUTED = np.linspace(0, 100, 60)


def made_up(human: np.ndarray, deviation: float = 10.0) -> Scored:
    return Scored(COMPUTED, human, np.full(60, deviation), [str(n) for n in range(60)])


def test_answers_on_the_scale_leave_it_as_it_is() -> None:
    found = line(COMPUTED, COMPUTED)
    assert (found.computed, found.given) == ((0.0, 100.0), (0.0, 100.0))


def test_a_line_is_drawn_towards_the_scale_by_imagined_answers() -> None:
    # a coach who gives half: slope .5, and IMAGINED answers of slope 1 and almost the same spread in x
    x = np.linspace(0, 100, IMAGINED)
    found = line(x, x / 2)
    # as many answers as imagined ones at the same places: the slope is the mean of .5 and 1
    assert found.given == (0.0, 75.0)


def test_steps_never_fall_though_the_scores_do() -> None:
    found = steps(COMPUTED, 100 - COMPUTED)
    assert list(found.given) == sorted(found.given)
    assert list(found.computed) == sorted(found.computed)


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None)  # other programs may be busy
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=40))
def test_every_form_is_monotone_and_stays_within_the_scale(form: str, pairs: list[tuple[float, float]]) -> None:
    computed, human = np.array(pairs).T
    scale = FORMS[form](computed, human)
    percents = [scale.percent(value) for value in range(101)]
    assert percents == sorted(percents)
    assert 0 <= percents[0] <= percents[-1] <= 100


def test_a_strict_coach_is_followed_and_it_helps() -> None:
    chance = np.random.default_rng(1)
    found = try_scale(made_up(np.clip(0.6 * COMPUTED + chance.normal(0, 3, 60), 0, 100)))
    assert found.helps
    assert (found.error.after or 0) < (found.error.before or 0) / 2
    assert found.scale.percent(100) < 75


def test_scores_that_are_right_are_left_alone() -> None:
    chance = np.random.default_rng(1)
    found = try_scale(made_up(np.clip(COMPUTED + chance.normal(0, 10, 60), 0, 100)))
    assert found.form == "unchanged"
    assert not found.error.surely_falls


def test_an_interval_that_is_too_narrow_becomes_wider() -> None:
    chance = np.random.default_rng(1)
    found = try_scale(made_up(np.clip(COMPUTED + chance.normal(0, 15, 60), 0, 100), deviation=3.0))
    assert found.scale.spread > 3
    assert found.interval.surely_falls
    assert found.held[0] < 0.5 < found.held[1]
