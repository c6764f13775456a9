"""What a person should look at again in a draft rubric."""

from collections.abc import Iterator

from msgspec import Struct

from grader.facts import content_words
from rubric import KeyPoint, Question

VERY_SHORT, VERY_LONG = 5, 30
"""Words of a key point that says too little, or more than one idea."""

SAID_BY_QUESTION = 0.75
ALIKE = 0.6
"""Shares of content words: of a key point, in the question; of two key points, in both."""

_POINTING_BACK = frozenset("it its this that these those they them their such he she here there".split())


class Doubt(Struct, frozen=True):
    """Something to mend by hand; `about` is a key point's id, or "" for the rubric as a whole."""

    about: str
    text: str


def doubts(question: Question, statements: int) -> Iterator[Doubt]:
    """Doubts about the whole, then about each key point; `statements` is how many the model answer made."""
    points = question.key_points
    yield Doubt("", "write wordings: there are none, so only answers near the model answer's words are recognised")
    yield Doubt("", "write counter-statements: there are none, so fluent answers that are wrong may earn points")
    yield Doubt("", "write hints: they only say which place in the answer is meant")
    if len(points) == 1:
        yield Doubt("", "there is only one key point; three to eight grade best")
    if statements > len(points):
        yield Doubt("", f"{statements} statements were put together to {len(points)} key points; regroup them by idea")
    asked = set(content_words(question.prompt))
    for number, point in enumerate(points):
        yield from (Doubt(point.id, text) for text in _about_text(point.text, asked))
        yield from (
            Doubt(point.id, f"is much like {other.id}; merge them or set them apart")
            for other in points[:number]
            if _alike(point, other)
        )


def _about_text(text: str, asked: set[str]) -> Iterator[str]:
    words, content = text.split(), set(content_words(text))
    if len(words) < VERY_SHORT:
        yield "is very short; say the idea in a whole sentence"
    if len(words) > VERY_LONG:
        yield "is long; does it hold more than one idea?"
    if words[0].lower().strip(",.") in _POINTING_BACK:
        yield f"begins with {words[0]!r}; name the thing, for each key point is read alone"
    if len(content & asked) >= SAID_BY_QUESTION * len(content):
        yield "is said by the question already, so an answer earns little by saying it"


def _alike(one: KeyPoint, other: KeyPoint) -> bool:
    first, second = set(content_words(one.text)), set(content_words(other.text))
    return len(first & second) >= ALIKE * max(len(first | second), 1)
