"""A coach's own scale: what it does to a score, and whom it fits."""

from pathlib import Path

import pytest
from msgspec import structs

from grader.calibration import Scale, shipped
from grader.coverage import NOTHING
from grader.errors import LearningError
from grader.facts import blank
from grader.judging import grade_observation
from grader.observation import Observation
from grader.scale_file import FittedScale, read_scale
from grader.scoring import score
from grader.training.leaving_out import NOBODY
from rubric import Question

SCALE = Scale(computed=(0.0, 50.0, 100.0), given=(10.0, 20.0, 100.0), spread=2.0, fitted_on="30 scored answers")
FITTED = FittedScale(
    calibration=shipped().identity, weights_hash="w", form="steps", error_before=12.0, error_after=9.0, scale=SCALE
)


def test_between_two_knots_in_proportion() -> None:
    # from 50 to 100 computed, 20 to 100 given: 1.6 each
    assert [SCALE.percent(value) for value in (0, 25, 50, 75, 100)] == [10, 15, 20, 60, 100]


def test_points_percent_band_and_interval_are_on_the_scale_and_parts_as_computed(sky: Question) -> None:
    covered = structs.replace(NOTHING, credit=1.0, variance=0.01, status="covered")
    coverages = {"blue": covered, "rain": NOTHING}
    plain, scaled = score(sky, coverages, []), score(sky, coverages, [], SCALE)
    # 2 of 3 points, 66.7%: 20 + 1.6 x 16.7 = 46.7%, 1.4 points
    assert (scaled.percent, scaled.points, scaled.band) == (46.7, 1.4, "fair")
    assert scaled.earned == plain.earned == {"blue": 2.0, "rain": 0.0}
    width, doubled = (high - low for low, high in (plain.interval, scaled.interval))
    assert doubled == pytest.approx(2 * width, abs=0.31)  # each end is rounded


def test_a_grade_names_the_calibration_with_the_scale(sky: Question) -> None:
    with_scale = FITTED.used_by(shipped(), "w")
    assert with_scale is not None
    assert with_scale.identity != shipped().identity
    grade = grade_observation(sky, "", Observation(blank()), with_scale, NOBODY)
    assert (grade.calibration, grade.percent) == (with_scale.identity, 10)


def test_a_scale_for_other_curves_or_weights_is_not_used() -> None:
    assert FITTED.used_by(shipped(), "other") is None
    assert FITTED.used_by(structs.replace(shipped(), fitted_on="others"), "w") is None


def test_a_scale_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "scale.json"
    assert read_scale(path) is None
    path.write_text(FITTED.to_json())
    assert read_scale(path) == FITTED


@pytest.mark.parametrize("text", ["", "{", "[]", '{"form": 1}', '{"schema_version": 2}', "\xff"])
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scale.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(LearningError, match=r"scale\.json cannot be used: .*; take it back"):
        read_scale(path)
