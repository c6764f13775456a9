"""More words and nothing more said: idle talk around an answer, and modifiers that add no meaning."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle

from grader.attacks.texts import IDLE_TALK
from grader.segmentation import segment

TIMES = 5
"""How many times its own length a padded answer has."""

_BEFORE_A_NOUN = re.compile(r"\b[Tt]he(?= [a-z])")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|will|must|should|may|has|have)\b(?= [a-z])")
_MODIFIERS = {"actual": _BEFORE_A_NOUN, "overall": _BEFORE_A_NOUN, "basically": _AUXILIARY, "really": _AUXILIARY}


def after(answer: str) -> str:
    """The answer, then idle talk."""
    return f"{answer} {_idle_talk(answer)}"


def before(answer: str) -> str:
    """Idle talk, then the answer."""
    return f"{_idle_talk(answer)} {answer}"


def between(answer: str) -> str:
    """Idle talk behind every sentence of the answer."""
    pieces = [piece.text for piece in segment(answer)]
    talk = cycle(IDLE_TALK)
    return " ".join(f"{piece} {_of_length((TIMES - 1) * len(piece), talk)}" for piece in pieces)


PADDINGS: Mapping[str, Callable[[str], str]] = {"after": after, "before": before, "between": between}


def with_modifiers(answer: str) -> dict[str, str]:
    """The answer with one word more, for each modifier and for the first and the last place where it fits."""
    return {
        f"{word} {which}": f"{answer[:place]} {word}{answer[place:]}"
        for word, before in _MODIFIERS.items()
        for which, place in _places(answer, before).items()
    }


def _places(answer: str, before: re.Pattern[str]) -> dict[str, int]:
    """The ends of the first and of the last match; none without a match."""
    ends = [found.end() for found in before.finditer(answer)]
    return {"first": ends[0], "last": ends[-1]} if ends else {}


def _idle_talk(answer: str) -> str:
    return _of_length((TIMES - 1) * len(answer), cycle(IDLE_TALK))


def _of_length(characters: int, talk: Iterator[str]) -> str:
    """Whole sentences of about so many characters, or a little more."""
    said = ""
    while len(said) < characters:
        said += next(talk)
    return said.rstrip()
