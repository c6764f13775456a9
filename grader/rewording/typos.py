"""Slips of the fingers: neighbouring letters swapped, a letter left out, a letter typed twice."""

import random
import re

EVERY = 8
"""One word in so many is mistyped."""

SHORTEST = 4
"""Letters of a word that is mistyped; the first and the last letter stay."""

_WORD = re.compile(rf"[A-Za-z]{{{SHORTEST},}}")


def with_typos(answer: str) -> str:
    """The answer with a slip in every eighth of its longer words, the same ones at every call."""
    chance = random.Random(answer)  # noqa: S311 - the same slips at every call
    words = list(_WORD.finditer(answer))
    for word in reversed(words[EVERY // 2 :: EVERY]):
        answer = answer[: word.start()] + _mistyped(word[0], chance) + answer[word.end() :]
    return answer


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 2)
    here, following = word[place], word[place + 1]
    typed = {"swapped": following + here, "left out": following, "twice": here + here + following}
    return word[:place] + typed[chance.choice(list(typed))] + word[place + 2 :]
