"""What a negation negates: the cues of a text that bear on words both texts share, and those that bear on none."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from grader.polarity.words import Word, Words

_OF_VERBS = frozenset("not never hardly scarcely rarely seldom".split())
"""These negate the very next content word; the others may have an adjective before what they negate."""

SETTING_OFF = frozenset({"insteadof"})
"""Cues that say nothing unless what they negate is at issue."""

_LISTING = frozenset({"and", "or", "nor", ","})
_SUPPOSING = frozenset({"if", "unless", "either", "until"})
_UNIVERSAL = frozenset("all every each always".split())
_LIST_REACH, _BACK_REACH, _BUT_REACH = 6, 4, 6  # tokens


@dataclass(frozen=True, slots=True)
class Negations:
    """Cues with the place of the word they bear on, and loose ones, which bear on nothing that both texts share.

    listed  whether a negation goes on over a list ("neither A nor B"), which can be told in too many ways to count
    """

    bearing: tuple[tuple[Word, int], ...]
    loose: tuple[Word, ...]
    listed: bool


def negations(words: Words, shared: Collection[int], other: Words) -> Negations:
    """The negations of a text; `shared` are the places of its words and numbers that `other` has, too."""
    bearing, loose = [], []
    first = list(_first_of_lists(words))
    for cue in first:
        target = _target(words, cue, shared)
        supposed = not _SUPPOSING.isdisjoint(words.tokens[words.clause_around(cue.place).start : cue.place])
        partial = cue.text == "notall" and _UNIVERSAL.isdisjoint(other.tokens)
        put_right = "but" in words.tokens[cue.place : cue.place + _BUT_REACH]  # "not this but that"
        if target is not None and not (supposed or partial or put_right):
            bearing.append((cue, target))
        elif target is not None or not (put_right or cue.text in SETTING_OFF):
            loose.append(cue)
    return Negations(tuple(bearing), tuple(loose), len(first) < len(words.cues))


def _first_of_lists(words: Words) -> Iterator[Word]:
    """The cues without those that go on with one: "no data and no labels" negates once."""
    last = None
    for cue in words.cues:
        goes_on = last is not None and (
            cue.place - last <= _LIST_REACH and not _LISTING.isdisjoint(words.tokens[last : cue.place + 1])
        )
        last = cue.place
        if not goes_on:
            yield cue


def _target(words: Words, cue: Word, shared: Collection[int]) -> int | None:
    """Where the word stands that a cue bears on; None if both texts share no such word."""
    clause = words.clause_around(cue.place)
    content = {word.place for word in words.content if not word.text.endswith("ly")}
    ahead = [place for place in range(cue.place + 1, clause.stop) if place in shared or place in content]
    within = ahead[: 1 if cue.text in _OF_VERBS else 2]
    behind = [place for place in range(cue.place - 1, clause.start - 1, -1) if place in shared or place in content]
    if not ahead:
        within = [place for place in behind[:1] if cue.place - place <= _BACK_REACH]
    return next((place for place in within if place in shared and len(words.tokens[place]) > 1), None)
