"""What is reversed between a statement and a sentence, and whether it is plainly the statement that is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.polarity.change import Change
from grader.polarity.matching import LIGHT, Match, Pair, match
from grader.polarity.negation import SETTING_OFF, Negations, negations
from grader.polarity.roles import swapped
from grader.polarity.words import Word, Words

_COORDINATING = frozenset({"and", "but", "or"})
_PREVENTING = frozenset("prevent avoid stop block elimin against remov solv fight without".split())
_WEAKENING = frozenset({"less", "littl", "few"})
"""Stems that deny by halves: "less noise" is no reversal of "no noise"."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two texts with their words paired, their negations, and two words that change places, if any do.

    partner  where the partner of each word of the statement stands in the sentence; `back` the other way round
    """

    claimed: Words
    said: Words
    match: Match
    partner: dict[int, int]
    back: dict[int, int]
    mine: Negations
    theirs: Negations
    swap: Pair | None

    @property
    def is_reversed(self) -> bool:
        """Whether some part of the statement is reversed an odd number of times, or a number differs."""
        parts = Counter(self._part(place) for place in self._reversals())
        return bool(self.match.differing) or any(count % 2 for count in parts.values())

    def is_plain(self, *, near_copy: bool) -> bool:
        """Whether nothing may undo the reversal and, but in a near copy, it stands in the same place in both texts."""
        if self.match.differing:
            return len(self.match.differing) == 1 and self._counts_the_same()
        if self.mine.loose or self.theirs.loose or self.mine.listed or self.theirs.listed:
            return False
        if self._is_negated_oddly() and (self._weakens() or self._prevents()):
            return False
        return near_copy or (self._is_in_place() and not self._denies_another())

    @property
    def is_negated_alike(self) -> bool:
        """Whether the two texts have as many negations that bear on nothing they share."""
        return len(self.mine.loose) == len(self.theirs.loose)

    def changes(self) -> Iterator[Change]:
        """What is the wrong way round, in the texts' own words."""
        for count, other_count in self.match.differing:
            yield Change("number", other_count.text, count.text)
        for word, opposite in self.match.opposites:
            yield Change("opposite", opposite.shown, word.shown)
        if self.swap:
            yield Change("roles", self.swap[1].shown, self.swap[0].shown)
        if self._is_negated_oddly():
            yield self._negation()

    def _reversals(self) -> Iterator[int]:
        """The place in the statement of each reversal; two opposites side by side are one ("falls below")."""
        yield from (place for _, place in self.mine.bearing)
        yield from (self.back[place] for _, place in self.theirs.bearing)
        if self.swap:
            yield self.swap[0].place
        before = None
        for pair in self.match.opposites:
            if before is None or pair[0].stem in LIGHT or not _side_by_side(before, pair):
                yield pair[0].place
                before = None if pair[0].stem in LIGHT else pair

    def _part(self, place: int) -> int:
        """Which of the coordinated parts of the statement a place lies in: reversals in two parts do not cancel."""
        return sum(token in _COORDINATING for token in self.claimed.tokens[:place])

    def _is_negated_oddly(self) -> bool:
        return (len(self.mine.bearing) + len(self.theirs.bearing)) % 2 == 1

    def _denies_another(self) -> bool:
        """Whether something is denied of what the statement does not name: the word before the cue has no partner."""
        for cue, _ in self.theirs.bearing:
            start = self.said.clause_around(cue.place).start
            before = [word.place for word in self.said.content if start <= word.place < cue.place]
            if before and before[-1] not in self.back:
                return True
        return False

    def _weakens(self) -> bool:
        return any(word.stem in _WEAKENING for word in self.match.only_claimed + self.match.only_said)

    def _prevents(self) -> bool:
        """Whether what one text denies the other prevents, which comes to the same."""
        denied = [(place, self.partner[place]) for _, place in self.mine.bearing]
        denied += [(self.back[place], place) for _, place in self.theirs.bearing]
        return any(
            words.stem_before(place) in _PREVENTING
            for pair in denied
            for words, place in zip((self.claimed, self.said), pair, strict=True)
        )

    def _is_in_place(self) -> bool:
        places = [(one.place, other.place) for one, other in self.match.opposites]
        if self._is_negated_oddly():
            places += [(place, self.partner[place]) for _, place in self.mine.bearing]
            places += [(self.back[place], place) for _, place in self.theirs.bearing]
        return all(self._share_a_neighbour(*pair) for pair in places)

    def _share_a_neighbour(self, mine: int, theirs: int) -> bool:
        near, across = self.claimed.neighbours(mine), self.said.neighbours(theirs)
        alone = near == (None, None) or across == (None, None)
        return alone or any(self.partner.get(place) in across for place in near if place is not None)

    def _counts_the_same(self) -> bool:
        """Whether the differing number has the same unit, or the same word beside it, in both texts."""
        [(count, other)] = self.match.differing
        if count.dimension and count.dimension == other.dimension:
            return True
        beside = zip(self.claimed.neighbours(count.places[0]), self.said.neighbours(other.places[0]), strict=True)
        return any(mine is not None and self.partner.get(mine) == theirs for mine, theirs in beside)

    def _negation(self) -> Change:
        """The negation that only one side has, with the word it bears on in both texts."""
        kept = {self.partner[place] for _, place in self.mine.bearing}
        for cue, place in self.theirs.bearing:
            if place not in kept:
                return Change("negation", _denied(self.said, cue, place), self.claimed.shown[self.back[place]])
        met = {self.back[place] for _, place in self.theirs.bearing}
        cue, place = next((pair for pair in self.mine.bearing if pair[1] not in met), self.mine.bearing[0])
        return Change("negation", self.said.shown[self.partner[place]], _denied(self.claimed, cue, place))


def contrast(claimed: Words, said: Words) -> Contrast:
    """Pair two texts and find what is reversed between them."""
    found = match(claimed, said)
    partner = found.partners()
    back = {theirs: mine for mine, theirs in partner.items()}
    return Contrast(
        claimed,
        said,
        found,
        partner,
        back,
        _kept(negations(claimed, partner, said), said),
        negations(said, back, claimed),
        swapped(claimed, said, found),
    )


def _kept(mine: Negations, said: Words) -> Negations:
    """The statement's negations without what it only sets itself off against: the sentence need not do so, too."""
    if not SETTING_OFF.isdisjoint(said.tokens):
        return mine
    return replace(mine, bearing=tuple(pair for pair in mine.bearing if pair[0].text not in SETTING_OFF))


def _side_by_side(before: Pair, after: Pair) -> bool:
    return all(abs(one.place - other.place) == 1 for one, other in zip(before, after, strict=True))


def _denied(words: Words, cue: Word, place: int) -> str:
    return f"{cue.shown} {words.shown[place]}"
