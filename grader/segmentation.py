"""Answer text -> segments: sentences, list items and lines, with exact character offsets.

A segment is the unit of evidence, so it must quote the answer to the letter:
`answer[segment.start:segment.end] == segment.text` always holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.legible import read

MAX_WORDS = 40
"""A run-on longer than this is cut, so that evidence stays short enough to read."""

# A sentence ends at . ! ? (and their CJK and Devanagari kin) with closing quotes, before white space;
# CJK enders need no space after them. A semicolon or a line end separates statements as well.
_BOUNDARY = re.compile(
    r"(?:(?<![.!?\u2026])[.!?\u2026]+[\"')\]\u201d\u2019]*|;)(?=\s)|[\u3002\uff01\uff1f\u0964]+|[\r\n\v\f\u2028\u2029]+"
)
_ABBREVIATION = re.compile(
    r"(?<![^\s(])(?:e\.g|i\.e|etc|vs|cf|approx|resp|fig|eq|dr|mr|ms|no|al|[^\W\d_])\.$", re.IGNORECASE
)
_LONGEST = len("approx.")
# Bullets, then a number or letter; "B)" with nothing after it is an answer, not a marker.
_MARKER = re.compile(
    r"\s*(?:[-*+\u2022\u2023\u25e6\u2043\u2013\u2014>#]+(?=\s)\s*)*"
    r"(?:\(?(?:\d{1,2}|[a-zA-Z])[.)](?=\s[\W_]*[^\W_])\s*)?"
)
_WORD = re.compile(r"\S+")
_SOFT_BREAK = re.compile(r"(?:and|but|so|then|because|while|whereas|which|also)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the answer: `text` stands at `answer[start:end]`."""

    text: str
    start: int
    end: int


def segment(answer: str) -> list[Segment]:
    """The statements of an answer in order; empty when it holds no word character.

    Segments never overlap and together hold every visible letter and digit of the answer. It is cut as
    it is read, so that invisible characters change nothing.
    """
    shown, places = read(answer)
    spans = [span for start, end in _statements(shown) for span in _pieces(shown, start, end)]
    ends = [*places, len(answer)]  # what is hidden behind a character, such as its accent, belongs to it
    return [_quoted(answer, places[start], ends[end]) for start, end in spans]


def _quoted(answer: str, start: int, end: int) -> Segment:
    return Segment(answer[start:end], start, end)


def _statements(answer: str) -> Iterator[tuple[int, int]]:
    start, marked = 0, _marker_end(answer, 0)
    for match in _BOUNDARY.finditer(answer):
        inside_marker = match.end() <= marked
        if inside_marker or (
            match[0] == "." and _ABBREVIATION.search(answer, max(start, match.end() - _LONGEST), match.end())
        ):
            continue
        yield start, match.end()
        start, marked = match.end(), _marker_end(answer, match.end())
    yield start, len(answer)


def _marker_end(answer: str, start: int, end: int | None = None) -> int:
    """Where the list marker and white space at `start` end; `start` itself without any."""
    marker = _MARKER.match(answer, start, len(answer) if end is None else end)
    return marker.end() if marker else start


def _pieces(answer: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the statement without its list marker, cut where it runs on for too long."""
    words = list(_WORD.finditer(answer, _marker_end(answer, start, end), end))
    while words:
        cut = _cut(words)
        first, last = words[0].start(), words[cut - 1].end()
        if any(map(str.isalnum, answer[first:last])):
            yield first, last
        words = words[cut:]


def _cut(words: list[re.Match[str]]) -> int:
    """How many words the next piece takes: all, or up to the last soft break in the second half."""
    if len(words) <= MAX_WORDS:
        return len(words)
    for count in range(MAX_WORDS, MAX_WORDS // 2, -1):
        before, after = words[count - 1][0], words[count][0]
        if before[-1] in ",:)\u2014" or _SOFT_BREAK.match(after):
            return count
    return MAX_WORDS
