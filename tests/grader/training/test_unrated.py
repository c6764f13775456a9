"""Answers whose labels nobody has to give."""

from msgspec import structs

from grader.labelled import LabelledAnswer
from grader.training.unrated import STRANGERS, references, strangers
from rubric import Group, Question


def _answer(question: Question, number: int, level: int = 3) -> LabelledAnswer:
    labels = {point.id: "covered" for point in question.key_points}
    return LabelledAnswer(
        id=f"{question.id}-{number:02d}",
        question_id=question.id,
        writer=1,
        kind="half",
        level=level,
        answer=f"Answer {number}.",
        labels=labels,
    )


def test_reference_answers_cover_every_key_point(sky: Question) -> None:
    found = references([sky])
    assert [one.answer for one in found] == list(sky.reference_answers)
    assert all(one.labels == {"blue": "covered", "rain": "covered"} for one in found)


def test_of_a_group_nothing_is_known(sky: Question) -> None:
    grouped = structs.replace(sky, groups=(Group(id="one", pick=1, key_points=("blue", "rain")),))
    assert all(one.labels == {} for one in references([grouped]))


def test_strangers_come_from_other_topics_and_miss_everything(sky: Question) -> None:
    sea = structs.replace(sky, id="sea", topic="water")
    cloud = structs.replace(sky, id="cloud")
    rows = [_answer(question, number) for question in (sky, sea, cloud) for number in range(STRANGERS + 2)]
    found = [one for one in strangers([sky, sea, cloud], rows) if one.question_id == "sky"]
    assert len({one.id for one in found}) == STRANGERS
    assert all(one.id.startswith("sea-") for one in found)
    assert all(set(one.labels.values()) == {"missing"} for one in found)


def test_answers_that_say_nothing_are_no_strangers(sky: Question) -> None:
    sea = structs.replace(sky, id="sea", topic="water")
    assert strangers([sky, sea], [_answer(sea, 1, level=0)]) == []


def test_the_same_strangers_come_every_time(sky: Question) -> None:
    sea = structs.replace(sky, id="sea", topic="water")
    rows = [_answer(sea, number) for number in range(3 * STRANGERS)]
    assert strangers([sky, sea], rows) == strangers([sky, sea], rows)
