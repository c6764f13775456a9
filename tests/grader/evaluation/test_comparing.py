"""Measured answers -> figures, on made-up grades."""

from collections.abc import Callable

import pytest

from grader.evaluation.comparing import figures_of
from grader.evaluation.disagreements import farthest
from grader.evaluation.levels import LevelAgreement
from grader.evaluation.measuring import Measured

Make = Callable[..., Measured]


def test_the_grade_is_compared_on_the_scale_of_the_data(made_up: Make) -> None:
    # of 4: computed 0, 2, 4 and human 1, 2, 3: differences 1, 0, 1
    rows = [(0, 1), (50, 2), (100, 3)]
    found = figures_of("made-up", [made_up(percent, score=score, score_max=4) for percent, score in rows])
    grader = found.comparison.grader
    assert (found.n, found.scored, found.questions, found.score_max) == (3, 3, 1, 4)
    assert grader.pearson == pytest.approx(1)
    assert grader.rmse == pytest.approx((2 / 3) ** 0.5)
    assert grader.mae == pytest.approx(2 / 3)
    assert (grader.exact, grader.qwk, grader.smd) == (1, 1, pytest.approx(0))
    # the mean, 2, misses by 1, 0, 1 as well; it has no correlation
    assert found.comparison.baselines["mean"].rmse == pytest.approx((2 / 3) ** 0.5)
    assert found.comparison.baselines["mean"].pearson is None


def test_scores_of_differing_maxima_become_shares(made_up: Make) -> None:
    # 1 of 1 and 2 of 4: shares 1 and 0.5
    found = figures_of("made-up", [made_up(100, score=1, score_max=1), made_up(0, score=2, score_max=4)])
    assert found.score_max is None
    assert found.comparison.grader.mae == pytest.approx(0.25)


def test_an_unknown_maximum_is_the_best_of_the_question(made_up: Make) -> None:
    # question p: best 2; question q: nobody scored, so the best of all, 2
    rows = [made_up(50, "p", score=1), made_up(100, "p", score=2), made_up(50, "q", score=0)]
    found = figures_of("made-up", rows)
    assert found.score_max == 2
    assert found.comparison.grader.mae == pytest.approx(1 / 3)


def test_baselines_are_cosine_and_length(made_up: Make) -> None:
    # cosines average 0.1, 0.2, 0.6 against 0, 1, 2: r = 0.9449; length runs the other way
    rows = [((0.1, 0.1), 3.0, 0), ((0.1, 0.3), 2.0, 1), ((0.6, 0.6), 1.0, 2)]
    found = figures_of("made-up", [made_up(50, cosines=c, length=n, score=score, score_max=2) for c, n, score in rows])
    cosine, length = found.comparison.baselines["cosine"], found.comparison.baselines["length"]
    assert cosine.pearson == pytest.approx(0.9449, abs=1e-4)
    assert length.pearson == pytest.approx(-1)
    assert length.rmse == pytest.approx(0)  # its best line falls, and meets every score
    assert cosine.smd is None  # a line through the data has no bias of its own


def test_labelled_key_points_are_told_apart_by_their_coverage(made_up: Make) -> None:
    rows = [made_up(90, rubric_labels={"a": 1, "b": 1}), made_up(20, rubric_labels={"a": 0, "b": 1})]
    found = figures_of("made-up", rows)
    # ones at .9, .9, .2 against a zero at .2: 2.5 of 3 pairs; cut at .5, three of four labels are met
    assert (found.auc_of, found.labelled_points, found.scored) == ("key points", 4, 0)
    assert found.comparison.grader.auc == pytest.approx(2.5 / 3)
    assert found.point_agreement == pytest.approx(3 / 4)
    # cosines .2 and .4 stand the same in both answers: ones .2, .4, .4 against .2: 2.5 of 3
    assert found.comparison.baselines["cosine"].auc == pytest.approx(2.5 / 3)
    assert found.comparison.grader.pearson is None
    assert found.comparison.grader.rmse is None
    assert found.in_interval is None


def test_without_labels_full_marks_are_told_apart_from_others_by_the_percentage(made_up: Make) -> None:
    rows = [made_up(percent, score=score, score_max=1) for percent, score in [(10, 0), (60, 0), (50, 1), (90, 1)]]
    found = figures_of("made-up", rows)
    assert (found.auc_of, found.comparison.grader.auc) == ("full marks", pytest.approx(3 / 4))
    # a half counts as not full: its 50 loses to 90 and ties with 50, so 3 + 1.5 of 6 pairs
    three = [*rows, made_up(50, score=0.5, score_max=1)]
    assert figures_of("made-up", three).comparison.grader.auc == pytest.approx(4.5 / 6)


def test_levels_review_and_interval_are_reported(made_up: Make) -> None:
    # intervals 0-20, 40-60 and 90-100: human 0 and 50 are inside, 0 is not; widths 20, 20, 10
    rows = [
        made_up(10, score=0, score_max=10),
        made_up(50, score=5, score_max=10),
        made_up(100, score=0, score_max=10),
    ]
    found = figures_of("made-up", rows)
    assert found.levels == (LevelAgreement(0.0, 2, 5.5, 0.5), LevelAgreement(5.0, 1, 5.0, 1.0))
    assert found.needs_review == pytest.approx(1 / 3)
    assert found.in_interval == pytest.approx(2 / 3)
    assert found.interval_width == pytest.approx(50 / 3)


def test_people_are_compared_with_each_other(made_up: Make) -> None:
    votes = {"votes_per_item": {"a": [1, 1, 1], "b": [0, 0, 1]}}
    rows = [
        made_up(50, score=1, score_max=2, annotator_scores=[1, 1]),
        made_up(50, score=2, score_max=2, annotator_scores={"x": 2, "y": 1}),
        made_up(50, score=0, score_max=2, annotator_scores=[0, 1]),
        made_up(50, score=0, score_max=2, annotator_scores=votes),
    ]
    humans = figures_of("made-up", rows).humans
    assert (humans.n, humans.exact, humans.votes) == (3, pytest.approx(1 / 3), 6)
    # votes on a agree 3 of 3; on b the two zeros face a tie, the one faces two zeros: 3 of 4
    assert humans.vote_with_majority == pytest.approx(3 / 4)


def test_people_are_compared_on_the_scale_of_the_data(made_up: Make) -> None:
    # of 1 and of 4: shares (1, 0) and (0, 1) in each, so they disagree on every row
    rows = [
        made_up(50, score=0.5, score_max=1, annotator_scores=[1, 0]),
        made_up(50, score=2, score_max=4, annotator_scores=[0, 4]),
    ]
    humans = figures_of("made-up", rows).humans
    assert (humans.pearson, humans.exact) == (pytest.approx(-1), 0)


def test_each_question_has_figures_of_its_own(made_up: Make) -> None:
    rows = [made_up(percent, group, score=score, score_max=2) for percent, group, score in
            [(0, "p", 0), (100, "p", 2), (0, "q", 2), (100, "q", 0)]]  # fmt: skip
    found = figures_of("made-up", rows)
    assert [(one.question, one.n, one.comparison.grader.pearson) for one in found.per_question] == [
        ("p", 2, pytest.approx(1)),
        ("q", 2, pytest.approx(-1)),
    ]
    assert found.comparison.grader.pearson == pytest.approx(0)


def test_the_farthest_apart_come_first(made_up: Make) -> None:
    rows = [
        made_up(100, score=2, score_max=2),
        made_up(0, score=2, score_max=2, id=7),
        made_up(50, score=2, score_max=2),
    ]
    worst = farthest(rows, 2)
    assert [(one.id, one.human, one.predicted) for one in worst] == [("7", 2, 0), (None, 2, 1)]
    assert [point.text for point in worst[0].key_points] == ["It is blue.", "It is wide."]
