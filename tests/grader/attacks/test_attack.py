"""All attacks on a question: every kind is there, and each is what its name says."""

from typing import get_args

import pytest
from msgspec import structs

from grader.attacks.attack import TITLE, Attack, Kind, attacks, lightest, neighbour_of, right_answers
from rubric import Question
from rubric.bank import questions

ALIKE = ("disguised", "padded", "modifier")


def of_kind(question: Question, kind: Kind) -> list[Attack]:
    return [attack for attack in attacks(question, None) if attack.kind == kind]


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_every_shipped_question_is_attacked_in_every_way(question):
    made = list(attacks(question, neighbour_of(question, questions())))
    assert {attack.kind for attack in made} == set(get_args(Kind)) == set(TITLE)
    assert len({(attack.kind, attack.variant) for attack in made}) == len(made)
    assert {attack.kind for attack in made if attack.original is not None} == set(ALIKE)


def test_attacks_on_a_small_rubric(sky: Question):
    assert [attack.answer for attack in of_kind(sky, "question")] == [sky.prompt, " ".join([sky.prompt] * 5)]
    assert [attack.answer for attack in of_kind(sky, "keywords")] == [
        "sky, blue, clouds, bring, rain",
        "sky, blue, clouds, bring, rain",
    ]
    assert [attack.answer for attack in of_kind(sky, "negated")] == [
        "It is not true that the sky is blue. It is not true that clouds bring rain.",
        "The sky is not blue. It is not true that clouds bring rain.",
    ]
    assert [attack.answer for attack in of_kind(sky, "repeated")] == [" ".join(["Clouds bring rain."] * 10)]
    assert of_kind(sky, "copied")[0].answer == "The sky is blue. Clouds bring rain."
    assert {attack.original for attack in of_kind(sky, "padded")} == {
        "The sky is blue. Clouds bring rain.",
        "The sky is blue.",
    }


def test_the_neighbour_is_the_next_question_on_the_topic_and_else_the_next_one(sky: Question):
    sea, tax = (structs.replace(sky, id=id, topic=topic) for id, topic in (("sea", "nature"), ("tax", "law")))
    assert neighbour_of(sky, [sky, tax, sea]) is sea
    assert neighbour_of(sea, [sky, tax, sea]) is sky
    assert neighbour_of(tax, [sky, tax, sea]) is sea
    assert neighbour_of(sky, [sky]) is None


def test_right_answers_are_the_first_reference_answer_and_its_first_half(sky: Question):
    assert right_answers(sky) == {
        "whole answer": "The sky is blue. Clouds bring rain.",
        "half answer": "The sky is blue.",
    }


def test_the_lightest_key_point_is_the_first_of_those_worth_least(sky: Question):
    assert lightest(sky).id == "rain"
