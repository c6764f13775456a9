"""Which rubric was a grade made with? A hash over everything that can change a score."""

import hashlib
from typing import Any

import msgspec

from rubric.loading import parse
from rubric.model import Question

_WORDS_ONLY = ("number", "topic", "level", "follow_ups", "dated")
"""Parts of a question that no score depends on."""


def content_hash(question: Question) -> str:
    """SHA-256, 64 hex digits, of what affects the score; hints, notes and catalogue data do not."""
    document = to_document(msgspec.convert(to_document(question), Question))  # a weight of 1 is then 1.0
    for key in _WORDS_ONLY:
        document.pop(key, None)
    for point in document["key_points"]:
        del point["hint"]
    for misconception in document["misconceptions"]:
        del misconception["correction"]
    return hashlib.sha256(msgspec.json.encode(document, order="deterministic")).hexdigest()


def to_document(question: Question) -> dict[str, Any]:
    """The question as plain data, as it stands in its TOML file; `from_document` reads it back."""
    document: dict[str, Any] = msgspec.to_builtins(question)
    return document


def from_document(document: dict[str, Any], source: str) -> Question:
    """The question that `to_document` wrote. Raises RubricError when the data is damaged."""
    return parse(document, source)
