"""What the verifier is taught, with similarities that are made up."""

from grader.grading import Grader
from grader.labelled import LabelledAnswer
from grader.training.lessons import SPLICES, lessons
from rubric import Question

ROWS = [
    LabelledAnswer(
        id="sky-01",
        question_id="sky",
        writer=1,
        kind="half",
        level=3,
        answer="Overhead all is azure. My dog sleeps.",
        labels={"blue": "covered", "rain": "missing"},
    ),
    LabelledAnswer(
        id="sky-02",
        question_id="sky",
        writer=1,
        kind="reversed",
        level=0,
        answer="Clouds bring dry weather.",
        labels={"blue": "missing", "rain": "contradicted"},
    ),
]


def test_every_label_is_a_lesson_and_the_rubric_gives_more(fake_grader: Grader, sky: Question) -> None:
    found = lessons(fake_grader, [sky], ROWS)
    labels = [(one.statements[0], one.label) for one in found if one.weight == 1]
    # four labels of two answers, and the two key points of the reference answer
    assert sorted(labels) == sorted(
        [
            ("The sky is blue.", "covered"),
            ("Clouds bring rain.", "missing"),
            ("The sky is blue.", "missing"),
            ("Clouds bring rain.", "contradicted"),
            ("The sky is blue.", "covered"),
            ("Clouds bring rain.", "covered"),
        ]
    )
    assert {one.label for one in found if one.weight < 1} == {"covered", "contradicted", "missing"}


def test_half_of_the_excerpts_stand_among_stretches_of_answers_silent_on_the_point(
    fake_grader: Grader, sky: Question
) -> None:
    azure = lessons(fake_grader, [sky], ROWS)[0]
    whole, spliced = azure.excerpts[:SPLICES], azure.excerpts[SPLICES:]
    assert set(whole) == {"Overhead all is azure. My dog sleeps."}
    for text in spliced:
        assert "Overhead all is azure." in text
        assert "Clouds bring dry weather." in text


def test_the_same_lessons_come_every_time(fake_grader: Grader, sky: Question) -> None:
    assert lessons(fake_grader, [sky], ROWS) == lessons(fake_grader, [sky], ROWS)


def test_half_of_the_statements_are_the_key_points_own_text(fake_grader: Grader, sky: Question) -> None:
    azure = lessons(fake_grader, [sky], ROWS)[0]
    point = sky.key_point("blue")
    assert azure.statements == (*[point.text] * len(point.wordings), *point.wordings)
