"""The shipped calibration and landmarks fit the program and the bank."""

import numpy as np
import pytest

from grader import landmarks
from grader.calibration import shipped
from grader.grading import Grader
from grader.signals import Signals
from grader.training.calibrating import find_landmarks
from rubric import Question


def test_the_shipped_calibration_has_a_curve_per_signal_and_all_its_parts() -> None:
    assert shipped().second is not None
    plain = shipped().plain
    assert plain is not None
    assert set(plain.covered.curves) < set(Signals.__struct_fields__)
    for model in (shipped().covered, shipped().contradicted):
        assert tuple(model.curves) == Signals.__struct_fields__
        for curve in model.curves.values():
            assert list(curve.at) == sorted(curve.at)
            assert len(curve.at) == len(curve.log_odds)


def test_the_identity_follows_the_curves() -> None:
    assert len(shipped().identity) == 64
    assert shipped().identity == shipped().identity


def test_the_shipped_landmarks_are_those_of_the_bank(grader: Grader, bank: dict[str, Question]) -> None:
    ours = landmarks.shipped_for(grader.encoder.identity.weights_hash)
    assert list(ours.questions) == list(bank)
    again = find_landmarks(grader.encoder)
    assert np.abs(ours.centers - again.centers).max() < 0.002, "the bank has changed: make calibrate"


def test_other_weights_have_no_landmarks(bank: dict[str, Question]) -> None:
    assert len(landmarks.shipped_for("other").rivals_of(bank["lstm"])) == 0


def test_a_question_is_not_its_own_rival(grader: Grader, bank: dict[str, Question]) -> None:
    ours = landmarks.shipped_for(grader.encoder.identity.weights_hash)
    assert len(ours.rivals_of(bank["lstm"])) == 44


@pytest.mark.parametrize("value", [-5.0, 0.0, 0.5, 5.0])
def test_curves_are_constant_outside_their_knots(value: float) -> None:
    curve = shipped().covered.curves["recall"]
    assert min(curve.log_odds) <= curve(value) <= max(curve.log_odds)
