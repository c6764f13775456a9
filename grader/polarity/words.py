"""A text as the guard reads it: tokens in order, and among them content words, negations and numbers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from grader.polarity.idioms import plain
from grader.polarity.lexicon import is_function_word, parts_of, stem_of
from grader.polarity.numbers import Number, read_numbers

NEGATIONS = frozenset(
    "not no never none neither nor nobody nothing nowhere without hardly scarcely rarely seldom lack lacks lacked"
    " lacking insteadof notall".split()
)
_TOKEN = re.compile(r"(?:(?<!\w)-)?\d+(?:,\d{3})*(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|[%\u00b0]|[,;:.!?()\u2013\u2014]")
_BOUNDARIES = frozenset(
    ", ; : . ! ? ( ) \u2013 \u2014 but because while whereas since although though which so".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word in the form it is looked up in, as it was written, its stem, and its place among the tokens."""

    text: str
    shown: str
    stem: str
    place: int


@dataclass(frozen=True, slots=True)
class Words:
    """A text as read: all tokens, as looked up and as written, and of them content words, negations and numbers.

    stems  of the content words
    """

    tokens: tuple[str, ...]
    shown: tuple[str, ...]
    content: tuple[Word, ...]
    cues: tuple[Word, ...]
    numbers: tuple[Number, ...]
    stems: frozenset[str]

    def neighbours(self, place: int) -> tuple[int | None, int | None]:
        """The places of the content words before and after a place."""
        before = max((word.place for word in self.content if word.place < place), default=None)
        return before, min((word.place for word in self.content if word.place > place), default=None)

    def stem_before(self, place: int) -> str:
        """The stem of the content word before a place; "" if there is none."""
        return max(((word.place, word.stem) for word in self.content if word.place < place), default=(0, ""))[1]

    def clause_around(self, place: int) -> range:
        """The places of the clause that a place lies in."""
        first, last = place, place
        while first > 0 and self.tokens[first - 1] not in _BOUNDARIES:
            first -= 1
        while last < len(self.tokens) and self.tokens[last] not in _BOUNDARIES:
            last += 1
        return range(first, last)


@lru_cache(maxsize=20_000)
def read(text: str) -> Words:
    """Read a text of any length; what is no word, number or mark is passed over."""
    written = [(part, token) for token in _TOKEN.findall(plain(text)) for part in parts_of(token)]
    tokens = tuple(part for part, _ in written)
    numbers = read_numbers(tokens)
    taken = {place for number in numbers for place in number.places}
    words = [Word(part, token, stem_of(part), place) for place, (part, token) in enumerate(written)]
    content = tuple(word for word in words if word.place not in taken and _has_content(word.text))
    return Words(
        tokens,
        tuple(token for _, token in written),
        content,
        tuple(word for word in words if word.text in NEGATIONS),
        numbers,
        frozenset(word.stem for word in content),
    )


def _has_content(token: str) -> bool:
    return token[0].isalpha() and token not in NEGATIONS and not is_function_word(token)
