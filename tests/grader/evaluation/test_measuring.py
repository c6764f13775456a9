"""Human-scored answers through the grader (a fake one: plumbing, not judgement)."""

import math
from collections.abc import Callable, Iterator

import pytest

from grader.evaluation.graded_rows import RatedAnswer
from grader.evaluation.measuring import Measured, measure, points_of, scores_of
from grader.evaluation.rated import RatedRow
from grader.grading import BATCH, Grader
from rubric import Question

Make = Callable[..., Measured]


def rated(question: Question, answer: str, **row: object) -> RatedAnswer:
    given = RatedRow(answer=answer, **row)
    return RatedAnswer("rows.jsonl:1", given, question.id, question, given.point_labels)


def test_grade_and_baselines_come_with_each_answer(fake_grader: Grader, sky: Question) -> None:
    text = "The sky is blue. I like it."
    blank, one = measure(fake_grader, [rated(sky, "", score=0), rated(sky, text, score=2)])
    assert one.grade == fake_grader.grade(sky, text).grade
    assert one.cosines["blue"] == pytest.approx(1, abs=1e-4)  # a sentence of the answer is the key point itself
    assert one.length == math.log1p(7)
    assert (blank.grade.percent, blank.cosine, blank.length) == (0, 0, 0)


def test_answers_are_taken_as_they_are_needed(fake_grader: Grader, sky: Question) -> None:
    taken = []

    def answers() -> Iterator[RatedAnswer]:
        for number in range(3 * BATCH):
            taken.append(number)
            yield rated(sky, "It rains.", score=1)

    next(measure(fake_grader, answers()))
    assert len(taken) == BATCH


def test_answers_without_a_score_count_for_key_points_only(made_up: Make) -> None:
    rows = [made_up(50, score=1, score_max=2), made_up(75, rubric_labels={"b": True})]
    assert scores_of(rows).human.tolist() == [1]
    points = points_of(rows)
    assert (points.labels.tolist(), points.coverage.tolist(), points.cosine.tolist()) == ([1], [0.75], [0.4])


def test_the_interval_is_on_the_scale_of_the_scores(made_up: Make) -> None:
    scores = scores_of([made_up(50, score=1, score_max=4)])  # 40% to 60% of 4
    assert (scores.lowest.tolist(), scores.highest.tolist()) == ([1.6], pytest.approx([2.4]))
