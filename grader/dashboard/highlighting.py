"""An answer cut where the evidence of a key point begins or ends, so that each piece can be marked."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from grader.coverage import Status
from grader.grade import Grade


class Span(Struct, frozen=True, kw_only=True):
    """The evidence of the key point with this number, from 1 on: characters start to end of the answer."""

    number: int
    start: int
    end: int
    status: Status


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of the answer, the spans it belongs to, and the numbers of those that begin and end with it."""

    text: str
    spans: tuple[Span, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def spans_of(grade: Grade) -> list[Span]:
    """Where the evidence of each key point that has any stands."""
    return [
        Span(number=number, start=point.evidence.start, end=point.evidence.end, status=point.status)
        for number, point in enumerate(grade.key_points, 1)
        if point.evidence and point.evidence.start < point.evidence.end
    ]


def pieces_of(answer: str, spans: Sequence[Span]) -> list[Piece]:
    """The pieces of the answer, in order; put together they are the answer."""
    within = [span for span in spans if 0 <= span.start < span.end <= len(answer)]
    cuts = sorted({0, len(answer), *(cut for span in within for cut in (span.start, span.end))})
    return [_piece(answer, start, end, within) for start, end in pairwise(cuts)]


def _piece(answer: str, start: int, end: int, spans: Sequence[Span]) -> Piece:
    over = tuple(span for span in spans if span.start <= start and end <= span.end)
    return Piece(
        text=answer[start:end],
        spans=over,
        begins=tuple(span.number for span in over if span.start == start),
        ends=tuple(span.number for span in over if span.end == end),
    )
