"""Known values and laws of single attacks: what is said in them and what is not."""

import re
from collections import Counter

import pytest

from grader.attacks.disguising import DISGUISES
from grader.attacks.keywords import nonsense, terms
from grader.attacks.negating import denied, negated
from grader.attacks.padding import PADDINGS, TIMES, with_modifiers
from grader.attacks.shuffling import SHUFFLES
from grader.attacks.texts import GIBBERISH, IDLE_TALK
from grader.legible import disguised, legible
from rubric import Question
from rubric.bank import questions

LONGER = 6
"""Letters of a word that may be of no topic: "second", "always"."""

ANSWERS = [answer for question in questions() for answer in question.reference_answers]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_terms_are_the_words_that_are_no_glue():
    assert terms("The gate is a layer, and the gate opens.") == ["gate", "layer", "opens"]


def test_nonsense_uses_every_term_four_to_a_sentence(sky: Question):
    assert nonsense(sky) == "The sky of the blue is a clouds for the bring."


@pytest.mark.parametrize("shuffle", SHUFFLES.values(), ids=SHUFFLES)
@pytest.mark.parametrize("answer", ANSWERS[:10])
def test_shuffling_keeps_the_words_and_not_their_order(shuffle, answer):
    kept = re.sub(r"\W+", "", "".join(sorted(answer.lower())))
    assert re.sub(r"\W+", "", "".join(sorted(shuffle(answer)))) == kept
    assert words(shuffle(answer)) != words(answer)
    assert shuffle(answer) == shuffle(answer)


def test_an_answer_is_denied_sentence_by_sentence():
    assert denied("It is so. Rain falls.") == "It is not true that it is so. It is not true that rain falls."


@pytest.mark.parametrize(
    ("sentence", "opposite"),
    [
        ("It is so.", "It is not so."),
        ("They can fly and will sing.", "They can not fly and will not sing."),
        ("It does not help.", "It does help."),
        ("It doesn't help.", "It does help."),
        ("Rain falls.", "It is not true that rain falls."),
    ],
)
def test_a_sentence_is_negated_by_the_smallest_change(sentence, opposite):
    assert negated(sentence) == opposite


@pytest.mark.parametrize("pad", PADDINGS.values(), ids=PADDINGS)
@pytest.mark.parametrize("answer", ANSWERS[:10])
def test_padding_makes_an_answer_five_times_as_long_and_leaves_out_nothing(pad, answer):
    padded = pad(answer)
    sentence = max(map(len, IDLE_TALK))
    assert TIMES * len(answer) * 0.95 <= len(padded) <= TIMES * len(answer) + 12 * sentence
    assert not Counter(words(answer)) - Counter(words(padded))


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_modifier_is_one_word_more(answer):
    for text in with_modifiers(answer).values():
        [extra] = (Counter(words(text)) - Counter(words(answer))).elements()
        assert extra in ("actual", "overall", "basically", "really")


def test_modifiers_stand_before_the_noun_and_behind_the_verb():
    assert with_modifiers("The sky is blue, the sea is too.") == {
        "actual first": "The actual sky is blue, the sea is too.",
        "actual last": "The sky is blue, the actual sea is too.",
        "overall first": "The overall sky is blue, the sea is too.",
        "overall last": "The sky is blue, the overall sea is too.",
        "basically first": "The sky is basically blue, the sea is too.",
        "basically last": "The sky is blue, the sea is basically too.",
        "really first": "The sky is really blue, the sea is too.",
        "really last": "The sky is blue, the sea is really too.",
    }


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_disguise_changes_every_word_and_nothing_that_a_reader_sees(disguise, answer):
    assert legible(disguise(answer)) == answer
    assert disguised(disguise(answer)) > 0.8


def test_idle_talk_and_gibberish_share_no_longer_word_with_a_key_point():
    said = set(terms(" ".join([*IDLE_TALK, *GIBBERISH.values()])))
    known = {term for question in questions() for point in question.key_points for term in terms(point.text)}
    assert {term for term in said & known if len(term) > LONGER} == set()
