"""Model answers -> statements."""

from hypothesis import given
from hypothesis import strategies as st

from grader.drafting.statements import merged, statements


def test_sentences_and_list_items_are_statements() -> None:
    text = "The sky looks blue by day.\n- rain falls from clouds\n- 2) hail is frozen rain; snow is made of crystals"
    assert statements(text) == [
        "The sky looks blue by day.",
        "Rain falls from clouds",
        "Hail is frozen rain",
        "Snow is made of crystals",
    ]


def test_a_long_sentence_is_split_where_clauses_meet() -> None:
    text = (
        "The evaporating water of the warm oceans rises high into the air as an invisible gas, "
        "and the cold of the upper air turns it into the small drops that we see as clouds."
    )
    assert statements(text) == [
        "The evaporating water of the warm oceans rises high into the air as an invisible gas",
        "The cold of the upper air turns it into the small drops that we see as clouds.",
    ]


def test_a_short_sentence_stays_whole() -> None:
    assert statements("Clouds bring rain, and the sun dries the ground again.") == [
        "Clouds bring rain, and the sun dries the ground again."
    ]


def test_fragments_join_the_statement_they_belong_to() -> None:
    assert statements("Yes. The sky is blue today. Very blue. Two things follow:\n- the sea looks blue as well") == [
        "Yes. The sky is blue today. Very blue.",
        "Two things follow: the sea looks blue as well",
    ]


def test_what_is_said_twice_counts_once() -> None:
    assert statements("The sky is really blue. The sky is really blue!") == ["The sky is really blue."]


def test_lines_that_an_editor_wrapped_belong_together() -> None:
    wrapped = (
        "A cloud is a body of very small drops of water or crystals\nof ice that floats in the air above the ground."
    )
    assert len(statements(wrapped.replace("crystals\n", "crystals which\n"))) == 1
    assert len(statements("clouds are made of water\nsnow is made of ice")) == 2


def test_a_text_without_words_says_nothing() -> None:
    assert statements(" \n... - \n") == []


def test_the_shortest_neighbours_are_merged_first() -> None:
    assert merged(["one two three", "four", "five six", "seven eight nine"], 3) == [
        "one two three",
        "four five six",
        "seven eight nine",
    ]


@given(st.text(max_size=400))
def test_a_statement_is_one_line_with_a_word(text: str) -> None:
    for statement in statements(text):
        assert statement == " ".join(statement.split())
        assert any(map(str.isalnum, statement))


@given(st.lists(st.sampled_from(["one", "two words", "now three words"]), max_size=20), st.integers(1, 8))
def test_merging_loses_no_word(pieces: list[str], most: int) -> None:
    together = merged(pieces, most)
    assert len(together) == min(len(pieces), most)
    assert " ".join(together).split() == " ".join(pieces).split()
