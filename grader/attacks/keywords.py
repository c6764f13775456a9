"""A rubric's terms without what is said of them: as a list, and in sentences that mean nothing."""

from collections.abc import Iterator

from grader.facts import content_words
from rubric import Question

_FRAMES = (
    "The {} of the {} is a {} for the {}.",
    "Each {} has a {} and the {} is in the {}.",
    "When the {} is {}, it will be {} by a {}.",
    "It is the {} that the {} would {} with every {}.",
)
_SLOTS = 4


def terms(text: str) -> list[str]:
    """The content words of a text, each once, in order."""
    return list(dict.fromkeys(content_words(text)))


def keywords(question: Question) -> str:
    """The terms of all key points as a list."""
    return ", ".join(_terms(question))


def nonsense(question: Question) -> str:
    """The same terms, four to a sentence that is grammatical, or nearly so, and means nothing."""
    return " ".join(_sentences(_terms(question)))


def _terms(question: Question) -> list[str]:
    return terms(" ".join(point.text for point in question.key_points))


def _sentences(words: list[str]) -> Iterator[str]:
    """Words that stood together come apart, for each sentence takes them from all over the list."""
    count = max(len(words) // _SLOTS, 1)
    for number in range(count):
        chosen = words[number::count][:_SLOTS]
        chosen += words[: _SLOTS - len(chosen)] or ["thing"]
        yield _FRAMES[number % len(_FRAMES)].format(*(chosen * _SLOTS)[:_SLOTS])
