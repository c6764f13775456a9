"""A text longer than the model's window goes through in chunks, and comes out as one text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.alignment import EmbeddedText, Floats
from grader.engines.rarity import Rarity

SPECIAL = ("[CLS]", "[SEP]")
"""Marks of where a chunk begins and ends; they are no part of the text."""


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """At most one model window of a text.

    ids       of its tokens, special ones included                 [tokens]
    vectors   of its tokens                                        [tokens, dimensions]
    sentence  its unit vector                                      [dimensions]
    """

    ids: Sequence[int]
    vectors: Floats
    sentence: Floats


def joined(chunks: Sequence[Chunk], special: Sequence[int], rarity: Rarity) -> EmbeddedText:
    """The text that these chunks are, without special tokens; a longer chunk counts more for the sentence vector."""
    ids = np.concatenate([np.asarray(chunk.ids) for chunk in chunks])
    tokens = np.concatenate([chunk.vectors for chunk in chunks])
    sentence = np.sum([len(chunk.ids) * chunk.sentence for chunk in chunks], axis=0)
    kept = ~np.isin(ids, special)
    return EmbeddedText(weights=rarity.weights(ids[kept].tolist()), vectors=unit(tokens[kept]), sentence=unit(sentence))


def unit(vectors: Floats) -> Floats:
    """The vectors at length 1; a vector of zeros stays one."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12), dtype=np.float32)
