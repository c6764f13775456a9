"""An answer denied sentence by sentence, by rules that need no grammar."""

import re
from collections.abc import Callable, Mapping

from grader.segmentation import segment

_NEGATION = re.compile(r"\b(?:not|never|no longer)\b ?|(?<=\w)n't\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|must|should|may|might|has|have|had|does|do|did)\b", re.IGNORECASE
)


def denied(answer: str) -> str:
    """Every sentence called untrue as a whole."""
    return " ".join(_denied(piece.text) for piece in segment(answer))


def negated(answer: str) -> str:
    """Every sentence with a "not" behind each auxiliary, or without its "not"; called untrue if it has neither."""
    return " ".join(_negated(piece.text) for piece in segment(answer))


NEGATIONS: Mapping[str, Callable[[str], str]] = {"called untrue": denied, "with a not": negated}


def _denied(sentence: str) -> str:
    return f"It is not true that {sentence[:1].lower()}{sentence[1:]}"


def _negated(sentence: str) -> str:
    if _NEGATION.search(sentence):
        return _NEGATION.sub("", sentence)
    if _AUXILIARY.search(sentence):
        return _AUXILIARY.sub(lambda found: f"{found[0]} not", sentence)
    return _denied(sentence)
