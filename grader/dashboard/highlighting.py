"""The pieces of an answer with what a page puts around them: the ends of the evidence of each key point."""

from collections.abc import Sequence

from msgspec import Struct

from grader.pieces import Piece


class Highlight(Struct, frozen=True, kw_only=True):
    """A piece; the evidence of the key points `begins` begins with it, that of `ends` ends with it."""

    text: str
    marks: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


def highlights_of(pieces: Sequence[Piece]) -> list[Highlight]:
    """A highlight for each piece, in order; each key point begins once and ends once."""
    places = [(place, number) for place, piece in enumerate(pieces) for number in piece.marks]
    last = {number: place for place, number in places}
    first = {number: place for place, number in reversed(places)}
    return [
        Highlight(
            text=piece.text,
            marks=piece.marks,
            begins=tuple(number for number in piece.marks if first[number] == place),
            ends=tuple(number for number in piece.marks if last[number] == place),
        )
        for place, piece in enumerate(pieces)
    ]
