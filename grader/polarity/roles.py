"""Who does what to whom: does a sentence give two things each other's part?"""

from itertools import combinations

from grader.polarity.lexicon import are_opposites, is_function_word, is_irregular
from grader.polarity.matching import Match, Pair
from grader.polarity.words import Word, Words

_PARTS = {
    **{word: word for word in "to from by with of in on at for over under through between during against".split()},
    **dict.fromkeys("into onto towards toward".split(), "to"),
    **dict.fromkeys("before after".split(), "time"),
    **dict.fromkeys("above below".split(), "place"),
}
"""The part of what follows a preposition; those that come in opposite pairs give one part."""

_COMPARING = frozenset({"than", "insteadof"})
_LISTING = frozenset({"and", "or", ",", "nor"})
_BE = frozenset("is are was were be been being get gets got".split())
_DEGREES = frozenset({"more", "less"})
_BEFORE_VERBS = _DEGREES.union("to can could will would may might must should shall do does did not never".split())
_MUTUAL = frozenset(
    """similar differ equal same connect correl relat combin mix link compar separ distinct altern interact ident meet
    agre match share togeth parallel independ marri""".split()
)
"""Stems of what goes both ways: whoever is connected with a thing has it connected with himself."""

_REACH = 8  # tokens between a word and the preposition that governs it


def swapped(claimed: Words, said: Words, match: Match) -> Pair | None:
    """Two words of the statement that change places in the sentence, as written there; None if there are none.

    A passive gives things other places and the same parts: "the piston drives the shaft" and "the shaft is driven by
    the piston" are no swap.
    """
    if any(one.stem in _MUTUAL for one, _ in match.pairs):
        return None
    unique = [pair for pair in match.pairs if _is_unique(claimed, pair[0]) and _is_unique(said, pair[1])]
    for verb in unique:
        if _is_verb(claimed, verb[0]) and _is_verb(said, verb[1]):
            found = _exchanged(claimed, said, [pair for pair in unique if pair is not verb], verb)
            if found:
                return found
    return _exchanged_adjectives(claimed, said, match)


def _exchanged(claimed: Words, said: Words, pairs: list[Pair], verb: Pair) -> Pair | None:
    """Two words that take each other's part in what one verb tells."""
    near = [
        (one, _part(claimed, one, verb[0]), _part(said, other, verb[1]))
        for one, other in pairs
        if one.place in claimed.clause_around(verb[0].place) and other.place in said.clause_around(verb[1].place)
    ]
    for (one, part, new), (another, its_part, its_new) in combinations(near, 2):
        if part != its_part and (part, its_part) == (its_new, new):
            return one, another
    return None


def _exchanged_adjectives(claimed: Words, said: Words, match: Match) -> Pair | None:
    """Two opposites that both texts hold, each with the other's noun: "low bias, high variance"."""
    for (one, other), (another, second) in combinations(match.shared, 2):
        if are_opposites(one.text, another.text):
            before, after = (_noun(claimed, one), _noun(claimed, another)), (_noun(said, other), _noun(said, second))
            if all(before) and before[0] != before[1] and before == after[::-1]:
                return one, another
    return None


def _noun(words: Words, adjective: Word) -> str | None:
    """The stem of the content word right after an adjective, an article between them aside."""
    following = [word for word in words.content if 0 < word.place - adjective.place <= 2]  # noqa: PLR2004
    return following[0].stem if following else None


def _is_unique(words: Words, word: Word) -> bool:
    return sum(other.stem == word.stem for other in words.content) == 1


def _is_verb(words: Words, word: Word) -> bool:
    """Whether a word may be what the others take part in: it has a verb's form or place, or compares."""
    before = words.tokens[word.place - 1] if word.place else ""
    after = words.tokens[word.place + 1] if word.place + 1 < len(words.tokens) else ""
    if before in _LISTING or after in _LISTING:
        return False
    follows_plural = is_irregular(before) or (before.endswith("s") and not is_function_word(before))
    inflected = word.text in _DEGREES or word.text.endswith(("s", "ed", "ing")) or is_irregular(word.text)
    return inflected or follows_plural or before in _BEFORE_VERBS


def _part(words: Words, word: Word, verb: Word) -> str:
    """The part a word takes: subject, object, or that of the preposition that governs it; "than ..." where compared."""
    passive = _is_passive(words, verb)
    clause = words.clause_around(word.place)
    compared = "" if _COMPARING.isdisjoint(words.tokens[clause.start : word.place]) else "than "
    for place in range(word.place - 1, max(clause.start, word.place - _REACH) - 1, -1):
        if place == verb.place:
            break
        if words.tokens[place] in _PARTS:
            part = _PARTS[words.tokens[place]]
            return compared + ("subject" if part == "by" and passive else part)
    return compared + ("subject" if word.place < verb.place and not passive else "object")


def _is_passive(words: Words, verb: Word) -> bool:
    participle = verb.text.endswith("ed") or is_irregular(verb.text)
    return participle and not _BE.isdisjoint(words.tokens[max(verb.place - 3, 0) : verb.place])
