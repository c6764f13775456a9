"""What the verifier is taught, with similarities that are made up."""

from msgspec import structs

from grader.grading import Grader
from grader.labelled import LabelledAnswer
from grader.training.lessons import SPLICES, further_lessons, lessons
from rubric import Group, Question

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
    labels = [(one.statement, one.label) for one in found if one.weight == 1]
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


def test_a_group_says_nothing_of_which_members_a_reference_answer_chose(fake_grader: Grader, sky: Question) -> None:
    grouped = structs.replace(sky, groups=(Group(id="one", pick=1, key_points=("blue", "rain")),))
    assert [one for one in lessons(fake_grader, [grouped], []) if one.weight == 1] == []


def test_further_lessons_are_mostly_new_with_as_many_old_ones(fake_grader: Grader, sky: Question) -> None:
    new, old = lessons(fake_grader, [sky], ROWS[:1]), lessons(fake_grader, [sky], ROWS)
    found = further_lessons(old * 9, new)
    answers = [one for one in new if one.weight == 1]
    fresh = len(new) + 2 * len(answers)
    assert found[:fresh] == [*new, *answers, *answers]
    assert len(found) == 2 * fresh
