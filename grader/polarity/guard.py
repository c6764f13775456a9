"""Does a sentence that comes close to a statement say the opposite, and what does it have the wrong way round?

It works on words alone, so it needs no model, no training and no counter-statements. Reversals are counted: a negation
on one side, an opposite, two things that change places. An even number of them leaves the meaning as it was ("not
slow" for "fast", "B is smaller than A" for "A is bigger than B"), an odd number turns it round, as in natural logic
(MacCartney and Manning 2007, https://aclanthology.org/W07-1431). See docs/decisions/polarity.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from grader.polarity.change import DENIAL, Change
from grader.polarity.contrast import contrast
from grader.polarity.denial import undenied
from grader.polarity.matching import LIGHT, Match
from grader.polarity.words import NEGATIONS, Word, Words, read

Verdict = Literal["same", "reversed", "unsure", "unlike"]

NEAR, CLOSE, COPY = 0.6, 0.7, 0.8
"""How much two texts must have in common (`Comparison.likeness`) to be compared at all, to be called reversed where
the change stands in the same place in both, and to be called reversed wherever it stands."""

SHARED, FEW = 0.3, 2
"""Below this share of equal stems two texts are not looked at more closely, unless the statement has very few words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the guard makes of a sentence beside a statement.

    same, reversed  the sentence is near the statement and says the same, or the opposite of it
    unsure          something is reversed, but not plainly the statement
    unlike          the two have too little in common to tell
    recall          how much of the statement's content words has a partner in the sentence, 0 to 1
    precision       how much of the sentence, from its first partner to its last, has one, 0 to 1
    """

    verdict: Verdict
    changes: tuple[Change, ...] = ()
    recall: float = 0.0
    precision: float = 0.0

    @property
    def likeness(self) -> float:
        """The smaller of recall and precision, 0 to 1."""
        return min(self.recall, self.precision)


UNLIKE = Comparison("unlike")


_TURNED: dict[Verdict, Verdict] = {"same": "reversed", "reversed": "same"}


@lru_cache(maxsize=50_000)
def compare(statement: str, sentence: str) -> Comparison:
    """Compare a sentence with a statement; any two texts can be compared."""
    said, is_denied = undenied(sentence)
    found = _compare(statement, said)
    return _turned(found) if is_denied and found.verdict in _TURNED else found


def _turned(found: Comparison) -> Comparison:
    """The same comparison for a sentence that calls untrue what was compared."""
    changes = (DENIAL,) if found.verdict == "same" else ()
    return replace(found, verdict=_TURNED[found.verdict], changes=changes)


def _compare(statement: str, sentence: str) -> Comparison:
    claimed, said = read(statement), read(sentence)
    if len(claimed.content) > FEW and len(claimed.stems & said.stems) < SHARED * len(claimed.content):
        return UNLIKE
    found = contrast(claimed, said)
    recall, precision = _recall(claimed, found.match), _precision(said, found.match)
    if recall < NEAR or not (_is_about_the_same(found.match) or _differ_in_one_word(claimed, said, found.match)):
        return Comparison("unlike", (), recall, precision)
    likeness = min(recall, precision)
    changes = tuple(found.changes()) if found.is_reversed else ()
    if likeness < NEAR and not any(change.kind == "negation" for change in changes):
        return Comparison("unlike", (), recall, precision)
    if changes:
        plain = likeness >= CLOSE and found.is_plain(near_copy=likeness >= COPY)
        return Comparison("reversed" if plain else "unsure", changes, recall, precision)
    return Comparison("same" if found.is_negated_alike else "unsure", (), recall, precision)


def closest(statements: Iterable[str], sentences: Sequence[str]) -> tuple[Comparison, int]:
    """The comparison of the two that are most alike, and the index of its sentence.

    Of two as much alike that which says the same; where none are alike enough, one that is unsure, if there is one.
    """
    found = [(compare(statement, text), place) for statement in statements for place, text in enumerate(sentences)]
    return max(found, key=lambda one: _rank(one[0]), default=(UNLIKE, 0))


def _rank(found: Comparison) -> tuple[bool, bool, float, bool]:
    near = found.verdict != "unlike" and found.likeness >= NEAR
    return near, not near and found.verdict == "unsure", found.recall + found.precision, found.verdict == "same"


def _recall(claimed: Words, found: Match) -> float:
    weight = _weight(claimed.content) + len(claimed.numbers)
    return _common(found) / weight if weight else 0.0


def _precision(said: Words, found: Match) -> float:
    places = [other.place for _, other in found.pairs]
    within = [word for word in said.content if places and min(places) <= word.place <= max(places)]
    return _common(found) / max(_weight(within) + len(found.agreed) + len(found.differing), 1)


def _common(found: Match) -> int:
    return _weight([one for one, _ in found.pairs]) + len(found.agreed) + len(found.differing)


def _weight(words: Sequence[Word]) -> int:
    return sum(word.stem not in LIGHT for word in words)


def _is_about_the_same(found: Match) -> bool:
    """Whether the two texts share something, and not opposites alone."""
    return _weight([one for one, _ in found.shared]) > 0 or bool(found.agreed)


def _differ_in_one_word(claimed: Words, said: Words, found: Match) -> bool:
    """Whether two texts are alike in all but opposites: "It is safe" and "It is unsafe" share no content word."""
    left_over = found.only_claimed or found.only_said
    return not left_over and bool(found.opposites) and _frame(claimed) == _frame(said)


def _frame(words: Words) -> list[str]:
    """What is left of a text without content, negations and full stops."""
    content = {word.place for word in words.content}
    return [
        token
        for place, token in enumerate(words.tokens)
        if place not in content and token not in NEGATIONS and token not in {".", "!"}
    ]
