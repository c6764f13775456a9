"""One thing that a sentence has the wrong way round, and how it is told to a person."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Kind = Literal["negation", "denial", "opposite", "number", "roles"]


class Change(Struct, frozen=True):
    """What the sentence says, and what the statement says in its place, both in their own words.

    Of a denial, which calls the statement untrue as a whole, these are "untrue" and "true".
    """

    kind: Kind
    said: str
    claimed: str


DENIAL = Change("denial", "untrue", "true")


def in_words(changes: Sequence[Change]) -> str:
    """The changes as the rest of a sentence about the answer: "says 'slower' where the rubric says 'faster'"."""
    return " and ".join(_in_words(change) for change in changes)


def _in_words(change: Change) -> str:
    if change.kind == "denial":
        return "calls untrue what the rubric says"
    if change.kind == "roles":
        return f"gives '{change.said}' and '{change.claimed}' each other's part"
    return f"says '{change.said}' where the rubric says '{change.claimed}'"
