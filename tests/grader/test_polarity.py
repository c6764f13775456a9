"""Near copies that say the opposite; anything less alike is none of this module's business."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.polarity import reverses

STATEMENT = "Dropout prevents units from relying on single inputs."


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("Dropout can help against overfitting.", "Dropout does not help against overfitting."),
        ("The weights are shared.", "The weights are not shared."),
        ("The weights are shared.", "The weights aren't shared."),
        ("The weights are shared.", "The weights aren\u2019t shared."),  # a typographic apostrophe
        ("The weights are not shared.", "The weights are shared."),
        ("Gradients vanish without it.", "Gradients vanish with it."),
        ("All the units are active.", "None of the units are active."),
    ],
)
def test_an_odd_number_of_negations_reverses(statement, text):
    assert reverses(statement, text)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("A large rate makes training faster.", "A large rate makes training slower."),
        ("It raises the loss on test data.", "It lowers the loss on test data."),
        ("The activation function is nonlinear.", "The activation function is linear."),
        ("The activation function is linear.", "The activation function is non-linear."),
        ("A deep model needs more training data.", "A deep model needs less training data."),
        ("It picks the most likely class.", "It picks the least likely class."),
        ("The encoder maps the input to a code.", "The decoder maps the input to a code."),
    ],
)
def test_a_swapped_opposite_reverses(statement, text):
    assert reverses(statement, text)
    assert reverses(text, statement)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (STATEMENT, STATEMENT),
        (STATEMENT, STATEMENT.upper()),
        ("The weights are not shared.", "The weights aren't shared."),
        ("The function is non-linear.", "The function is nonlinear."),
        # A negation and a swapped opposite cancel out.
        ("A large rate makes training faster.", "A large rate makes training not slower."),
        ("The rate is high.", "The rate is not low."),
        # So do two negations, and two opposites.
        ("The weights are shared.", "The weights are never not shared."),
        ("High rates make it faster.", "Low rates make it slower."),
    ],
)
def test_what_means_the_same_does_not_reverse(statement, text):
    assert not reverses(statement, text)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("The weights are shared.", "Gradients do not flow."),  # nothing in common
        ("The weights are shared.", "Biases, unlike weights, are not used here."),
        ("", "It is not."),
        ("It is.", "It is not."),  # no content words
        ("", ""),
    ],
)
def test_texts_that_are_no_near_copies_never_reverse(statement, text):
    assert not reverses(statement, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alpha beta gamma not", True),  # 3 of the 4 content words are shared: the limit of 0.75
        ("alpha beta not", False),  # 2 of 4
        ("alpha beta gamma delta epsilon not", True),  # 4 of 5
        ("alpha beta gamma delta epsilon zeta not", False),  # 4 of 6
    ],
)
def test_a_near_copy_shares_three_quarters_of_the_longer_ones_content_words(text, expected):
    assert reverses("alpha beta gamma delta", text) is expected


@given(st.text())
def test_no_text_reverses_itself(text):
    assert not reverses(text, text)


words = st.lists(st.sampled_from(["alpha", "beta", "not", "never", "more", "less", "high", "low", "the"]), max_size=6)


@given(words, words)
def test_reversal_goes_both_ways(one, other):
    assert reverses(" ".join(one), " ".join(other)) == reverses(" ".join(other), " ".join(one))


@given(words)
def test_each_negation_of_a_near_copy_turns_the_verdict(some):
    statement = " ".join([*some, "alpha", "beta"])
    assert reverses(statement, f"{statement} not")
    assert not reverses(statement, f"{statement} not never")
