"""Answers judged again with and without opinions."""

from msgspec import structs

from grader.calibration import Blend, Second
from grader.coverage import Opinion
from grader.grading import Grader
from grader.labelled import LabelledAnswer, Opinions
from grader.training.leaving_out import AS_MEASURED, Answer, judged
from rubric import Question

ROW = LabelledAnswer(
    id="sky-01",
    question_id="sky",
    writer=4,
    kind="half",
    level=3,
    answer="The sky is azure overhead.",
    labels={"blue": "partial", "rain": "covered"},
)


def test_an_answer_is_judged_as_if_the_verifier_had_been_asked(fake_grader: Grader, sky: Question) -> None:
    graded = fake_grader.grade(sky, ROW.answer)
    heard = Blend(0.0, 0.0, 1.0)
    calibration = structs.replace(fake_grader.calibration, second=Second(heard, heard), spread=AS_MEASURED)
    said = {ROW.id: Opinions(ROW.id, {"blue": Opinion(-5.0, -5.0), "rain": Opinion(-5.0, -5.0)})}
    alone, asked = judged(Answer(ROW, graded), calibration), judged(Answer(ROW, graded), calibration, said)
    # 1 / (1 + e^5) = 0.0067 for the point in doubt
    assert asked.coverages["blue"].covered == 0.0067
    assert asked.grade.percent < alone.grade.percent
    assert asked.human == alone.human == 0.667
