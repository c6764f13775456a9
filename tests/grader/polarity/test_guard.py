"""Sentences that come close to a statement: which say the opposite, which the same, and which leave it open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.polarity.change import Change, in_words
from grader.polarity.guard import closest, compare

STATEMENT = "Dropout prevents units from relying on single inputs."


def verdict(statement: str, sentence: str) -> str:
    return compare(statement, sentence).verdict


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Dropout can help against overfitting.", "Dropout does not help against overfitting."),
        ("The weights are shared.", "The weights are not shared."),
        ("The weights are shared.", "The weights aren't shared."),
        ("The weights are shared.", "The weights aren\u2019t shared."),  # a typographic apostrophe
        ("The weights are shared.", "The weights arent shared."),  # none at all
        ("The weights are not shared.", "The weights are shared."),
        ("Gradients vanish without it.", "Gradients vanish with it."),
        ("All the units are active.", "None of the units are active."),
        ("The firm repaid the loan.", "The firm failed to repay the loan."),
    ],
)
def test_an_odd_negation_reverses(statement: str, sentence: str) -> None:
    assert verdict(statement, sentence) == "reversed"
    assert verdict(sentence, statement) == "reversed"


DENIALS = [
    "It is not true that the weights are shared.",
    "It isn't true that the weights are shared.",
    "In fact, it is false that the weights are shared.",
    "It\u2019s a myth that the weights are shared.",
    "It is wrong to say that the weights are shared.",
    "I don't agree that the weights are shared.",
    "Nobody should claim that the weights are shared.",
    "The idea that the weights are shared is a misconception.",
]


@pytest.mark.parametrize("sentence", DENIALS)
def test_a_denial_of_the_whole_sentence_reverses(sentence: str) -> None:
    found = compare("The weights are shared.", sentence)
    assert found.verdict == "reversed"
    assert in_words(found.changes) == "calls untrue what the rubric says"
    assert verdict("The weights are not shared.", sentence) == "same"


@pytest.mark.parametrize(
    "sentence",
    [
        "It is not just that the weights are shared.",
        "It is true that the weights are shared.",
        "I think that the weights are shared.",
        "It is wrong to say that each unit has weights of its own; the weights are shared.",
    ],
)
def test_a_denial_of_something_else_does_not(sentence: str) -> None:
    assert verdict("The weights are shared.", sentence) != "reversed"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("A large rate makes training faster.", "A large rate makes training slower."),
        ("It raises the loss on test data.", "It lowers the loss on test data."),
        ("The activation function is nonlinear.", "The activation function is linear."),
        ("The activation function is linear.", "The activation function is non-linear."),
        ("A deep model needs more training data.", "A deep model needs less training data."),
        ("It picks the most likely class.", "It picks the least likely class."),
        ("The encoder maps the input to a code.", "The decoder maps the input to a code."),
        ("The bolt is left-handed and stable.", "The bolt is left-handed and unstable."),
    ],
)
def test_an_opposite_reverses(statement: str, sentence: str) -> None:
    assert verdict(statement, sentence) == "reversed"
    assert verdict(sentence, statement) == "reversed"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The encoder feeds the decoder.", "The decoder feeds the encoder."),
        ("The piston drives the crankshaft.", "The piston is driven by the crankshaft."),
        ("A relay sends frames from hosts to switches.", "A relay sends frames from switches to hosts."),
        ("Memory is faster than disks.", "Disks are faster than memory."),
        ("A deep tree has low bias and high variance.", "A deep tree has high bias and low variance."),
    ],
)  # fmt: skip
def test_two_things_that_change_places_reverse(statement: str, sentence: str) -> None:
    assert verdict(statement, sentence) == "reversed"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("A page is 4 kilobytes large.", "A page is 4 gigabytes large."),
        ("A diode has two terminals.", "A diode has 3 terminals."),
        ("Half of 50 iterations are run.", "Half of 500 iterations are run."),
    ],
)
def test_another_number_reverses(statement: str, sentence: str) -> None:
    assert verdict(statement, sentence) == "reversed"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (STATEMENT, STATEMENT),
        (STATEMENT, STATEMENT.upper()),
        ("The weights are not shared.", "The weights aren't shared."),
        ("The function is non-linear.", "The function is nonlinear."),
        # A negation and an opposite cancel out,
        ("A large rate makes training faster.", "A large rate makes training not slower."),
        ("The rate is high.", "The rate is not low."),
        # so do two negations, two opposites, and an opposite and two things that change places.
        ("Every layer has a bias.", "There is no layer without a bias."),
        ("High rates make it faster.", "Low rates make it slower."),
        ("Lead is denser than iron.", "Iron is less dense than lead."),
        ("The piston drives the crankshaft.", "The crankshaft is driven by the piston."),
        # What only sets off, lists or adds denies nothing.
        ("An index speeds up searches and sorting.", "An index speeds up not only searches but also sorting."),
        ("A view stores no rows.", "Unlike a table, a view does not store rows."),
        ("It has low bias and high variance.", "It has high variance and low bias."),
        ("The wire has less resistance.", "The wire has a lower resistance."),
        ("A page is 4 kilobytes large.", "A page is 4096 bytes large."),
    ],
)
def test_what_means_the_same_does_not_alarm(statement: str, sentence: str) -> None:
    assert verdict(statement, sentence) == "same"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The weights are shared.", "Gradients do not flow."),  # nothing in common
        ("", "It is not."),
        ("It is.", "It is not."),  # no content words
        ("", ""),
    ],
)
def test_texts_with_too_little_in_common_are_unlike(statement: str, sentence: str) -> None:
    assert verdict(statement, sentence) == "unlike"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The rate is fixed before training.", "If the rate is not fixed before training, start again."),  # supposed
        ("The layers learn features of noise.", "The layers do not necessarily learn features of noise."),
        ("It needs no data and no labels.", "It needs no data or labels."),  # told in too many ways to count
        ("Dropout prevents overfitting of units.", "With dropout, units do not suffer overfitting."),
    ],
)
def test_a_change_that_may_mean_either_is_never_called_reversed(statement: str, sentence: str) -> None:
    assert verdict(statement, sentence) != "reversed"


def test_half_a_denial_leaves_the_guard_unsure() -> None:
    assert verdict("The layers learn useful features.", "The layers do not always learn useful features.") == "unsure"


@pytest.mark.parametrize(
    ("statement", "sentence", "said"),
    [
        ("The fee decreases.", "The fee increases.", "says 'increases' where the rubric says 'decreases'"),
        ("The weights are shared.", "The weights are not shared.", "says 'not shared' where the rubric says 'shared'"),
        ("The weights are not shared.", "The weights are shared.", "says 'shared' where the rubric says 'not shared'"),
        ("A page is 4 bytes large.", "A page is 8 bytes large.", "says '8 bytes' where the rubric says '4 bytes'"),
        ("The dog bites the man.", "The man bites the dog.", "gives 'man' and 'dog' each other's part"),
    ],
)  # fmt: skip
def test_the_change_is_told_in_the_texts_own_words(statement: str, sentence: str, said: str) -> None:
    assert in_words(compare(statement, sentence).changes) == said


def test_the_closest_pair_decides_and_of_equals_the_one_that_agrees() -> None:
    found, place = closest(["The sky is blue.", "The sky is not red."], ["It rains.", "The sky is not blue."])
    assert (found.verdict, place) == ("reversed", 1)
    assert found.changes == (Change("negation", "not blue", "blue"),)
    found, place = closest(["The sky is blue."], ["The sky is not blue.", "The sky is blue."])
    assert (found.verdict, place) == ("same", 1)
    assert closest([], [])[0].verdict == "unlike"


@given(st.text())
def test_no_text_reverses_itself(text: str) -> None:
    assert verdict(text, text) in {"same", "unlike"}


words = st.lists(
    st.sampled_from("alpha beta gamma not no never without more less high low the 3 5 and , feeds is than".split()),
    max_size=12,
).map(" ".join)


@given(words, words)
def test_likeness_is_a_share_and_a_verdict_needs_it(statement: str, sentence: str) -> None:
    found = compare(statement, sentence)
    assert 0 <= found.likeness <= max(found.recall, found.precision) <= 1
    assert found.verdict != "reversed" or (found.changes and found.likeness >= 0.7)
    assert found.verdict != "same" or not found.changes
