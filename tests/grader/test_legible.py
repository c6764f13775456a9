"""Answers as a reader sees them: what is invisible goes, what looks Latin is read as Latin."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.legible import LOOK_ALIKES, disguised, legible, read
from grader.segmentation import segment

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u034f\u3164\U000e0041\x08"
CYRILLIC = {latin: other for other, latin in LOOK_ALIKES.items() if "\u0400" <= other <= "\u052f"}

ascii_texts = st.text(st.characters(min_codepoint=32, max_codepoint=126))


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("gra\u200bdient", "gradient"),
        ("gr\u0430di\u0435nt", "gradient"),
        ("\u0441\u043e\u0440\u0443", "copy"),
        ("le\u03b1rning", "learning"),
        ("\uff46\uff55\uff4c\uff4c \U0001d41e\U0001d429\U0001d428\U0001d41c\U0001d421", "full epoch"),
        ("z\u0336a\u0336l\u0336g\u0336o\u0336", "zalgo"),
        ("\u3164", ""),
    ],
)
def test_a_disguised_word_is_read_as_the_word_it_looks_like(written, seen):
    assert legible(written) == seen


@pytest.mark.parametrize(
    "text",
    [
        "learning rate \u03b1, momentum \u03bd",
        "\u03b1x + \u03c3(z)",
        "\u041f\u0440\u0438\u0432\u0435\u0442",  # Russian
        "\u0391\u03b8\u03ae\u03bd\u03b1",  # Greek
        "x\u00b2 and \u00bd and \ufb01ne na\u00efve",
        "\u6df1\u5ea6\u5b66\u4e60",
    ],
)
def test_formulas_and_other_languages_stay_as_they_are(text):
    assert (legible(text), disguised(text)) == (text, 0)


def test_marks_that_editors_leave_are_no_disguise_and_are_not_read():
    copied = "\ufeffgra\u00addient descent, nai\u0308ve"
    assert (legible(copied), disguised(copied)) == ("gradient descent, naive", 0)


def test_one_disguised_word_in_four():
    assert disguised("one tw\u043e three four") == 0.25


@given(ascii_texts)
def test_plain_text_is_read_as_it_is(text):
    assert legible(text) == text


@given(st.text())
def test_what_has_been_read_is_legible(text):
    assert legible(legible(text)) == legible(text)


@given(st.text())
def test_every_character_read_has_its_place(text):
    shown, places = read(text)
    assert len(shown) == len(places)
    assert all(earlier < later for earlier, later in pairwise(places))


@given(ascii_texts, st.lists(st.tuples(st.integers(0, 200), st.sampled_from(INVISIBLE)), max_size=20))
def test_invisible_characters_anywhere_change_no_segment(text, inserted):
    disguise = list(text)
    for place, character in inserted:
        disguise.insert(place, character)
    found = segment("".join(disguise))
    assert [legible(piece.text) for piece in found] == [piece.text for piece in segment(text)]


@given(st.lists(st.sampled_from(["Convex", "scope", "a", "Hope.", "1)", "- ", "e.g.", "\n"]), max_size=30))
def test_look_alikes_change_no_segment(words):
    text = " ".join(words)
    disguise = "".join(CYRILLIC.get(letter, letter) for letter in text)
    assert [legible(piece.text) for piece in segment(disguise)] == [piece.text for piece in segment(text)]
