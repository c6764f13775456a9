"""Answers into statements: laws for any text, and how the usual ways of writing come apart."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.legible import legible
from grader.segmentation import MAX_WORDS, Segment, segment

MARKER = re.compile(r"(?<!\w)(?:\d{1,2}|[a-zA-Z])[.)](?=\s)")
"""The letters and digits that a list marker may hold."""

words = "a I 7 12 . ) ( ; ! ? ... - * # > e.g. word _".split()
others = "\u3002 \uff1f \u0964 \u2022 \u2026 \u201d \u6df1\u5ea6 \u0395 \u00b2".split()
spaces = ["", " ", "\n", "\r\n", "\t", "\u2028", "\u00a0"]
pieces = st.sampled_from([*words, *others, *spaces])
answers = st.text() | st.lists(pieces, max_size=30).map("".join) | st.lists(pieces, max_size=150).map(" ".join)


def texts(answer):
    return [piece.text for piece in segment(answer)]


def gaps(answer):
    """What stands before, between and after the segments."""
    found = segment(answer)
    starts = [0, *(piece.end for piece in found)]
    ends = [*(piece.start for piece in found), len(answer)]
    return [answer[start:end] for start, end in zip(starts, ends, strict=True)]


@given(answers)
def test_every_segment_quotes_the_answer_to_the_letter(answer):
    for piece in segment(answer):
        assert answer[piece.start : piece.end] == piece.text


@given(answers)
def test_segments_are_in_order_and_never_overlap(answer):
    found = segment(answer)
    for earlier, later in pairwise(found):
        assert earlier.start < earlier.end <= later.start


@given(answers)
@example("1. a\n2. b\n- 3) c")
@example("B) ")
def test_every_letter_and_digit_outside_a_list_marker_is_in_a_segment(answer):
    for gap in gaps(answer):
        assert not any(map(str.isalnum, MARKER.sub("", legible(gap) + " ")))


@given(answers)
@example("(B)\n")
@example("1. ...")
def test_there_are_no_segments_exactly_when_there_is_no_letter_or_digit(answer):
    assert bool(segment(answer)) == any(map(str.isalnum, legible(answer)))


@given(answers)
def test_every_segment_says_something_and_has_no_white_space_around_it(answer):
    for piece in segment(answer):
        assert any(map(str.isalnum, piece.text))
        assert piece.text == piece.text.strip()


@given(answers)
def test_no_segment_is_longer_than_a_person_reads_at_a_glance(answer):
    assert all(len(piece.text.split()) <= MAX_WORDS for piece in segment(answer))


@given(answers)
def test_a_line_end_always_separates_statements(answer):
    joined = f"It is so\n{answer}"
    assert all("\n" not in piece.text for piece in segment(joined)[1:])
    assert segment(joined)[0] == Segment("It is so", 0, 8)


@pytest.mark.parametrize("answer", ["", " ", "\n\n", "...", "- \n* \n", "?!", "\u2026", "\U0001f600", "___"])
def test_an_answer_without_letters_or_digits_has_no_segments(answer):
    assert segment(answer) == []


def test_offsets_count_characters_of_the_answer_as_it_is():
    # Two blanks, then 3 + 1 + 1 + 1 + 3 characters, one of them outside the basic plane, then a blank.
    assert segment("  Abc \U0001f600 de. Fg!") == [Segment("Abc \U0001f600 de.", 2, 11), Segment("Fg!", 12, 15)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("One... Two\u2026 Three?! Four", ["One...", "Two\u2026", "Three?!", "Four"]),
        ('He said "one." Then two.', ['He said "one."', "Then two."]),
        ("(One.) Two", ["(One.)", "Two"]),
        ("One; two;three", ["One;", "two;three"]),
        ("One\ntwo\r\nthree\u2028four\n\nfive", ["One", "two", "three", "four", "five"]),
        ("no sentence ender at all", ["no sentence ender at all"]),
        ("Values lie between 0 and 1. Then they are summed.", ["Values lie between 0 and 1.", "Then they are summed."]),
        ("It took 12. Then it stopped.", ["It took 12.", "Then it stopped."]),
    ],
)
def test_a_statement_ends_at_a_sentence_ender_a_semicolon_or_a_line_end(answer, expected):
    assert texts(answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "It is 0.5 or 3.14 at most",
        "Use nn.init.zeros_(b) or tf.Session here",
        "Try ReLU, e.g. the leaky one, i.e. a slope",
        "cf. Fig. 3 vs. Eq. 4, approx. so",
        "(e.g. dropout) helps",
        "Weights, biases, etc. are learned",
        "Hinton et al. found it, and so did Y. Bengio",
        "e.g. dropout",
        "a?b and f(x)!=y",
    ],
)
def test_a_full_stop_inside_a_word_or_after_an_abbreviation_ends_nothing(answer):
    assert texts(answer) == [answer]


def test_an_abbreviation_that_begins_a_later_line_ends_nothing():
    assert texts("Regularise it:\ne.g. dropout") == ["Regularise it:", "e.g. dropout"]


@pytest.mark.parametrize(
    "marker",
    [
        "-",
        "*",
        "+",
        "\u2022",
        "\u2013",
        ">",
        "##",
        "1.",
        "12.",
        "1)",
        "(2)",
        "a.",
        "b)",
        "(C)",
        "->",
        "- 1.",
        "> -",
        "1.\n",
    ],
)
def test_a_list_marker_belongs_to_no_segment(marker):
    assert texts(f"{marker} one thing\n {marker} another thing") == ["one thing", "another thing"]


def test_the_offsets_of_a_list_item_skip_its_marker():
    # "10. " takes characters 0 to 3, "one\n" 4 to 7 and "11. " 8 to 11.
    assert segment("10. one\n11. two") == [Segment("one", 4, 7), Segment("two", 12, 15)]


@pytest.mark.parametrize("answer", ["B", "B)", "(b)", "B.", "c) ", "(B)\n", "3. ", "7"])
def test_a_lone_letter_or_number_is_an_answer_and_no_marker(answer):
    assert texts(answer) == [answer.strip()]


@pytest.mark.parametrize("answer", ["-5 is negative", "1.5 times", "#include it", "-x", "I am sure", "100. It is"])
def test_what_only_resembles_a_marker_stays(answer):
    assert texts(answer)[0].startswith(answer.split()[0])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            "\u6df1\u5ea6\u5b66\u4e60\u3002\u795e\u7ecf\u7f51\u7edc\uff01",
            ["\u6df1\u5ea6\u5b66\u4e60\u3002", "\u795e\u7ecf\u7f51\u7edc\uff01"],
        ),
        ("\u662f\uff1f\u5bf9", ["\u662f\uff1f", "\u5bf9"]),
        (
            "\u092f\u0939 \u0939\u0948\u0964 \u0939\u093e\u0901",
            ["\u092f\u0939 \u0939\u0948\u0964", "\u0939\u093e\u0901"],
        ),
        (
            "\u042d\u0442\u043e \u0442\u0430\u043a. \u0414\u0430!",
            ["\u042d\u0442\u043e \u0442\u0430\u043a.", "\u0414\u0430!"],
        ),
    ],
)
def test_other_scripts_come_apart_at_their_own_sentence_enders(answer, expected):
    assert texts(answer) == expected


def test_code_comes_apart_by_lines():
    code = "for x in data:\n    loss = f(x)\n\n    loss.backward()\n"
    assert texts(code) == ["for x in data:", "loss = f(x)", "loss.backward()"]


def test_a_run_on_is_cut_after_forty_words():
    words = [f"w{number}" for number in range(2 * MAX_WORDS + 5)]
    assert texts(" ".join(words)) == [" ".join(words[:40]), " ".join(words[40:80]), " ".join(words[80:])]


def test_forty_words_are_not_cut():
    answer = "word " * (MAX_WORDS - 1) + "end, and"
    assert len(texts(answer)) == 2
    assert texts(answer.removesuffix(", and")) == [answer.removesuffix(", and")]


@pytest.mark.parametrize(
    ("word", "position", "first"),
    [
        ("comma,", 30, 31),  # the cut comes after a comma, a colon or a bracket
        ("colon:", 39, 40),
        ("bracket)", 20, 21),
        ("comma,", 19, 40),  # too early: the first half of the forty words
        ("because", 30, 30),  # and before a conjunction
        ("BUT", 25, 25),
    ],
)
def test_a_run_on_is_cut_at_the_last_soft_break_of_its_second_half(word, position, first):
    words = ["word"] * 50
    words[position] = word
    assert len(texts(" ".join(words))[0].split()) == first
