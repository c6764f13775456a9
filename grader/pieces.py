"""An answer cut where evidence begins and ends, so that each piece can be shown with what it is evidence for."""

from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct

from grader.grade import Grade

Span = tuple[int, int]
"""Start and end in the answer, in characters."""


class Piece(Struct, frozen=True):
    """A stretch of an answer, and the numbers of the key points that it is evidence for, if any."""

    text: str
    marks: tuple[int, ...] = ()


def spans_of(grade: Grade) -> dict[int, Span]:
    """Where the evidence of each key point that has any stands, by the key point's number, from 1 on."""
    return {
        number: (point.evidence.start, point.evidence.end)
        for number, point in enumerate(grade.key_points, 1)
        if point.evidence and point.evidence.start < point.evidence.end
    }


def pieces_of(answer: str, spans: Mapping[int, Span]) -> tuple[Piece, ...]:
    """The answer in pieces; `spans` has the evidence by number. Together the pieces are the answer, to the letter.

    A piece of nothing but space, as between two sentences, has no marks. Spans beyond the answer are left out.
    """
    within = {number: span for number, span in spans.items() if 0 <= span[0] < span[1] <= len(answer)}
    cuts = sorted({0, len(answer), *(place for span in within.values() for place in span)})
    return tuple(_piece(answer, start, end, within) for start, end in pairwise(cuts))


def _piece(answer: str, start: int, end: int, spans: Mapping[int, Span]) -> Piece:
    text = answer[start:end]
    if text.isspace():
        return Piece(text)
    return Piece(text, tuple(number for number, span in spans.items() if span[0] <= start and end <= span[1]))
