"""Exact terms: found as whole words, with numbers in any common way of writing them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exact import find


@pytest.mark.parametrize(
    ("term", "answer", "span"),
    [
        ("resnet", "Use ResNet, say", (4, 10)),
        ("(b)", "It is (B).", (6, 9)),
        ("c++", "in C++ or C", (3, 6)),
        ("o(n)", "It is O(n) then", (6, 10)),
        ("tf.Session", "a tf.session runs", (2, 12)),
        ("res net", "res \n net", (0, 9)),  # any white space between the words
        (" b ", "option b", (7, 8)),
        ("\u03b2", "the \u0392 is", (4, 5)),  # Greek beta, small and capital
        ("50", "50%", (0, 2)),
        ("50", "about 50.", (6, 8)),
        ("50", "50, then", (0, 2)),
        ("0.5", "is 0.5", (3, 6)),
    ],
)
def test_a_whole_word_is_found_ignoring_case(term, answer, span):
    assert find([term], answer) == span


@pytest.mark.parametrize(
    ("term", "answer"),
    [
        ("net", "network"),
        ("net", "subnet"),
        ("b", "a_b"),
        ("50", "500"),
        ("50", "150"),
        ("50", "0.50"),
        ("50", "50.5"),
        ("50", "50,000"),
        ("100", "1,100"),
        ("1,000", "1000000"),
        ("1,000", "21,000"),
        ("1.5", "115"),  # a full stop is a full stop
        ("c++", "c"),
        ("v1", "v1.5"),
        ("resnet", ""),
    ],
)
def test_a_part_of_a_word_or_number_is_not_found(term, answer):
    assert find([term], answer) is None


@pytest.mark.parametrize("term", ["10000", "10,000", "10\u202f000", "10'000"])
@pytest.mark.parametrize("answer", ["10000", "10,000", "10 000", "10\u00a0000", "10\u202f000", "10'000"])
def test_a_number_is_found_with_and_without_thousands_marks(term, answer):
    assert find([term], f"about {answer} rows") == (6, 6 + len(answer))


def test_thousands_are_counted_from_the_right():
    assert find(["1234567"], "1,234,567") == (0, 9)
    assert find(["1234567"], "123,456,7") is None


def test_the_first_of_several_terms_wins_wherever_it_stands_in_the_list():
    assert find(["later", "first", "absent"], "the first and the later") == (4, 9)


def test_no_terms_are_never_found():
    assert find([], "anything") is None


@given(st.text(alphabet="ab.+(*[\\^$ 1", min_size=1).filter(str.strip), st.text(alphabet="xyz", min_size=1))
def test_signs_in_a_term_have_no_special_meaning(term, around):
    assert find([term], f"{around} {term.strip()} {around}") is not None


@given(st.lists(st.sampled_from(["50", "net", "c++", "10,000"])), st.text(alphabet="50net c+1,0."))
def test_a_span_lies_within_the_answer(terms, answer):
    start, end = find(terms, answer) or (0, 1)
    assert 0 <= start < end <= max(len(answer), 1)
