"""The words of an answer in any order: what is left of a score when nothing is said."""

import random
from collections.abc import Callable, Mapping

from grader.segmentation import segment


def by_sentence(answer: str) -> str:
    """Each sentence with its own words in any order, the same at every call."""
    return " ".join(f"{_shuffled(piece.text)}." for piece in segment(answer))


def throughout(answer: str) -> str:
    """All words in any order, in sentences as long as they were."""
    words = iter(_shuffled(answer).split())
    lengths = [len(piece.text.split()) for piece in segment(answer)]
    return " ".join(" ".join(next(words) for _ in range(length)) + "." for length in lengths)


SHUFFLES: Mapping[str, Callable[[str], str]] = {"sentence by sentence": by_sentence, "throughout": throughout}


def _shuffled(text: str) -> str:
    words = [word.strip(".,;:!?()").lower() for word in text.split()]
    random.Random(text).shuffle(words)  # noqa: S311 - the same order at every call
    return " ".join(words)
