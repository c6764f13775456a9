"""Stems, degrees and opposites."""

import pytest

from grader.polarity.lexicon import are_opposites, are_synonyms, parts_of, stem_of


def test_endings_and_irregular_forms_are_one_word() -> None:
    assert stem_of("increasing") == stem_of("increases")
    assert stem_of("driven") == stem_of("drives")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("faster", ("more", "fast")),
        ("easiest", ("most", "easy")),
        ("bigger", ("more",)),
        ("wider", ("more", "wide")),
        ("hotter", ("more", "hot")),
        ("worse", ("more", "bad")),
        ("encoder", ("encoder",)),  # no degree of anything
        ("number", ("number",)),
    ],
)
def test_degrees_are_taken_apart(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("increases", "reduced"),
        ("before", "after"),
        ("stable", "unstable"),
        ("harmless", "harmful"),
        ("violent", "nonviolent"),
        ("red", "blue"),  # kinds that exclude one another
    ],
)
def test_opposites(one: str, other: str) -> None:
    assert are_opposites(one, other)
    assert are_opposites(other, one)


@pytest.mark.parametrize(("one", "other"), [("put", "input"), ("valuable", "invaluable"), ("red", "red"), ("a", "b")])
def test_what_only_looks_like_an_opposite(one: str, other: str) -> None:
    assert not are_opposites(one, other)


def test_words_at_one_end_of_a_scale_are_alike() -> None:
    assert are_synonyms("reduces", "lowers")
    assert not are_opposites("reduces", "lowers")
