"""Statement and sentence side by side: which word stands for which, and what is left over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader.polarity.lexicon import are_opposites, are_synonyms, is_irregular
from grader.polarity.numbers import Number
from grader.polarity.words import Word, Words

LIGHT = frozenset(
    "more most less least much many few all alway each everi allbut atmost atleast onli into outof".split()
)
"""Stems of degree and quantity; they weigh nothing when it is asked how much two texts share."""

Pair = tuple[Word, Word]
"""A word of the statement, and the word of the sentence that stands for it."""

Numbers = tuple[tuple[Number, Number], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What two texts share, reverse and leave over.

    shared       words with the same stem, or at the same end of a scale
    opposites    words at two ends of a scale
    substituted  verbs without a partner of their own that stand between the same neighbours
    agreed       numbers that say the same; `differing` numbers that stand for each other and do not
    """

    shared: tuple[Pair, ...]
    opposites: tuple[Pair, ...]
    substituted: tuple[Pair, ...]
    only_claimed: tuple[Word, ...]
    only_said: tuple[Word, ...]
    agreed: Numbers
    differing: Numbers

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs of words that mean the same or the opposite."""
        return self.shared + self.opposites

    def partners(self) -> dict[int, int]:
        """Where the partner of each word and number of the statement stands in the sentence."""
        words = {one.place: other.place for one, other in self.pairs + self.substituted}
        return words | {one.places[0]: other.places[0] for one, other in self.agreed + self.differing}


def match(claimed: Words, said: Words) -> Match:
    """Pair the words of two texts: equal stems first, then opposites, then words of like meaning."""
    left, right = list(claimed.content), list(said.content)
    same = tuple(_paired(left, right, lambda one, other: one.stem == other.stem))
    opposites = tuple(_paired(left, right, lambda one, other: are_opposites(one.text, other.text)))
    alike = tuple(_paired(left, right, lambda one, other: are_synonyms(one.text, other.text)))
    partner = {one.place: other.place for one, other in same + opposites + alike}
    substituted = tuple(
        (one, other)
        for one in left
        for other in right
        if _is_verbal(one) and _is_verbal(other) and _between_the_same(claimed, said, one, other, partner)
    )
    agreed, differing = _numbers(claimed.numbers, said.numbers)
    return Match(same + alike, opposites, substituted, tuple(left), tuple(right), agreed, differing)


def _paired(left: list[Word], right: list[Word], fits: Callable[[Word, Word], bool]) -> Iterator[Pair]:
    """Pairs that fit, in order; each is taken out of the two lists."""
    for one in list(left):
        found = next((other for other in right if fits(one, other)), None)
        if found:
            left.remove(one)
            right.remove(found)
            yield one, found


def _is_verbal(word: Word) -> bool:
    return word.text.endswith(("ed", "ing")) or is_irregular(word.text)


def _between_the_same(claimed: Words, said: Words, one: Word, other: Word, partner: dict[int, int]) -> bool:
    """Whether the content words on both sides of two words are partners, or missing on the same side."""
    mine, theirs = claimed.neighbours(one.place), said.neighbours(other.place)
    return mine != (None, None) and all(
        his is None if my is None else partner.get(my) == his for my, his in zip(mine, theirs, strict=True)
    )


def _numbers(claimed: Sequence[Number], said: Sequence[Number]) -> tuple[Numbers, Numbers]:
    """Numbers that agree, and numbers that differ; none differ where one text has more left over than the other."""
    agreed, left, right = [], list(claimed), list(said)
    for one in claimed:
        found = next((other for other in right if one.agrees(other)), None)
        if found:
            left.remove(one)
            right.remove(found)
            agreed.append((one, found))
    differing = zip(left, right, strict=True) if len(left) == len(right) else ()
    return tuple(agreed), tuple(differing)
