"""The same answer written another way: known values, and laws over the bank's reference answers."""

import re
from typing import get_args

import pytest

from grader.rewording.contractions import with_other_contractions
from grader.rewording.rewording import REWORDINGS, TITLE, Kind, as_list, rewordings
from grader.rewording.slips import with_slips
from grader.rewording.spelling import with_other_spelling
from grader.rewording.typos import EVERY, SHORTEST, with_typos
from rubric.bank import questions

ANSWERS = [answer for question in questions() for answer in question.reference_answers]


def test_every_kind_has_its_rewording_and_its_title():
    assert list(get_args(Kind)) == list(REWORDINGS) == list(TITLE)


def test_a_rewording_that_changes_nothing_is_left_out():
    assert set(rewordings("no change")) == {"list", "upper_case"}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_typo_touches_one_longer_word_in_eight_and_keeps_its_first_and_last_letter(answer):
    old, new = (re.findall(r"[A-Za-z]+", text) for text in (answer, with_typos(answer)))
    assert len(old) == len(new)
    changed = [(before, after) for before, after in zip(old, new, strict=True) if before != after]
    longer = [word for word in old if len(word) >= SHORTEST]
    assert 0 < len(changed) <= len(longer) / EVERY + 1
    assert all((before[0], before[-1]) == (after[0], after[-1]) for before, after in changed)


def test_typos_are_the_same_at_every_call():
    assert with_typos(ANSWERS[0]) == with_typos(ANSWERS[0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It is so, and it does not matter.", "It's so, and it doesn't matter."),
        ("It's so, and it doesn\u2019t matter.", "It is so, and it does not matter."),
        ("They cannot, we can't.", "They cannot, we cannot."),
        ("Its sum is what it is", "Its sum is what it's"),
    ],
)
def test_contractions_are_written_out_or_made(before, after):
    assert with_other_contractions(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Normalization centers the color.", "Normalisation centres the colour."),
        ("Normalisation centres the colour.", "Normalization centers the color."),
        ("The size of a prize is labeled.", "The size of a prize is labelled."),
        ("OPTIMIZER", "Optimiser"),
        ("no difference", "no difference"),
    ],
)
def test_spelling_crosses_the_ocean(before, after):
    assert with_other_spelling(before) == after


def test_a_list_has_an_item_per_sentence():
    assert as_list("It is so. Why? Because; that is.") == "- It is so\n- Why?\n- Because;\n- that is"


def test_slips_leave_out_every_second_article_and_forget_every_second_s():
    assert with_slips("A gate decides what the cell keeps and a net uses the result.") == (
        "A gate decide what cell keeps and a net use result."
    )
