"""An answer cut where evidence begins and ends, so that each piece can be shown with what it is evidence for."""

from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct

Span = tuple[int, int]
"""Start and end in the answer, in characters."""


class Piece(Struct, frozen=True):
    """A stretch of an answer, and the numbers of the key points that it is evidence for, if any."""

    text: str
    marks: tuple[int, ...] = ()


def pieces_of(answer: str, spans: Mapping[int, Span]) -> tuple[Piece, ...]:
    """The answer in pieces; `spans` has the evidence by number. Together the pieces are the answer, to the letter.

    A piece of nothing but space, as between two sentences, has no marks.
    """
    cuts = sorted({0, len(answer), *(place for span in spans.values() for place in span)})
    return tuple(_piece(answer, start, end, spans) for start, end in pairwise(cuts))


def _piece(answer: str, start: int, end: int, spans: Mapping[int, Span]) -> Piece:
    text = answer[start:end]
    if text.isspace():
        return Piece(text)
    return Piece(text, tuple(number for number, span in spans.items() if span[0] <= start and end <= span[1]))
