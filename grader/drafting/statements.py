"""A model answer -> the statements it makes, each fit to become a key point."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from grader.segmentation import segment

FEWEST_WORDS = 4
"""A piece of fewer words says nothing alone and is joined to a neighbour."""

LONG = 25
"""A sentence of more words is split at a coordinate clause, if it has one."""

FEWEST_IN_CLAUSE = 6
WRAPPED_FROM = 60
"""A line at least this long that ends without a full stop was wrapped by an editor; the next line continues it."""

# Clauses that could stand alone: after ", and", ", but", ... or a dash. (A semicolon ends a segment already.)
_CLAUSE = re.compile(r",\s+(?:and|but|while|whereas|so|yet)\s+|\s+[\u2013\u2014]\s+|;\s+")
_LINE_END = re.compile(r"(?P<line>[^\n]*)\n(?=(?P<next>[^\n]*))")
_LOOSE_ENDS = re.compile(r"^(?:and|but|or|so)\s+|[,;]?\s+(?:and|or)$|[,;]+$", re.IGNORECASE)
_LIST_ITEM = re.compile(r"\s*(?:[-*+\u2022]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s")


def statements(text: str) -> list[str]:
    """The statements of a model answer in order, none twice; empty when it holds no word."""
    pieces = [clause for piece in segment(_unwrapped(text)) for clause in _clauses(piece.text)]
    return list(_distinct(_tidied(piece) for piece in _joined(pieces)))


def merged(pieces: list[str], most: int) -> list[str]:
    """At most so many statements: the neighbours that are shortest together are joined first."""
    pieces = list(pieces)
    while len(pieces) > most:
        lengths = [_length(one) + _length(other) for one, other in pairwise(pieces)]
        at = lengths.index(min(lengths))
        pieces[at : at + 2] = [f"{pieces[at]} {pieces[at + 1]}"]
    return pieces


def _unwrapped(text: str) -> str:
    """The text with lines that an editor wrapped put together again; lists and short lines stay."""

    def end(match: re.Match[str]) -> str:
        line, following = match["line"].rstrip(), match["next"]
        whole = len(line) < WRAPPED_FROM or line.endswith((".", "!", "?", ":", ";"))
        return f"{line}\n" if whole or not following.strip() or _LIST_ITEM.match(following) else f"{line} "

    return _LINE_END.sub(end, text.replace("\r\n", "\n"))


def _clauses(sentence: str) -> Iterator[str]:
    """The sentence, or its clauses when it is long: split nearest to its middle, again and again."""
    cuts = [
        cut
        for cut in _CLAUSE.finditer(sentence)
        if min(_length(sentence[: cut.start()]), _length(sentence[cut.end() :])) >= FEWEST_IN_CLAUSE
    ]
    if _length(sentence) <= LONG or not cuts:
        yield sentence
        return
    middle = min(cuts, key=lambda cut: abs(cut.start() + cut.end() - len(sentence)))
    yield from _clauses(sentence[: middle.start()])
    yield from _clauses(sentence[middle.end() :])


def _joined(pieces: Iterable[str]) -> list[str]:
    """Fragments go to the piece before them; a fragment at the beginning and what ends in a colon, to the next."""
    whole: list[str] = []
    for piece in pieces:
        waiting = bool(whole) and (whole[-1].endswith(":") or (len(whole) == 1 and _length(whole[0]) < FEWEST_WORDS))
        fragment = _length(piece) < FEWEST_WORDS and not piece.endswith(":")
        if whole and (waiting or fragment):
            whole[-1] = f"{whole[-1]} {piece}"
        else:
            whole.append(piece)
    return whole


def _tidied(piece: str) -> str:
    """One line without loose conjunctions; it begins with a capital unless with a term such as "x" or "f(z)"."""
    line = " ".join(piece.split())
    line = _LOOSE_ENDS.sub("", line) or line
    first = line.split(" ", 1)[0]
    return line[0].upper() + line[1:] if len(first) > 1 and first.isalpha() and first.islower() else line


def _distinct(pieces: Iterable[str]) -> Iterator[str]:
    seen: set[tuple[str, ...]] = set()
    for piece in pieces:
        words = tuple(re.findall(r"\w+", piece.lower()))
        if words not in seen:
            seen.add(words)
            yield piece


def _length(text: str) -> int:
    return len(text.split())
