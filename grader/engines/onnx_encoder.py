"""The quick engine for vectors: the default model on onnxruntime, CPU only; it starts in a tenth of a second."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from grader.alignment import EmbeddedText, Floats
from grader.engines.chunks import SPECIAL, Chunk, joined, unit
from grader.engines.onnx_bert import Bert
from grader.engines.rarity import Rarity
from grader.engines.wordpiece import tokenizer
from grader.errors import ModelError
from grader.models import ModelIdentity, weights_hash

PROOF = "The gradient vanishes in early layers."
EXPECTED = (-0.061621, -0.019453, 0.080370, 0.099348, 0.058713, 0.076397)
"""How torch begins the sentence vector of PROOF. To check it takes milliseconds; a wrong grade would take longer."""

TOLERANCE = 1e-4
"""Far above the noise between engines, 4e-7 as measured, and below what a signal's rounding shows."""


def load(directory: Path, name: str) -> "OnnxEncoder":
    """The default model from its directory. Raises ModelError when it does not load or computes other vectors."""
    encoder = OnnxEncoder(directory, ModelIdentity(name, weights_hash(directory), "onnx"))
    [proof] = encoder.embed([PROOF])
    if not np.allclose(proof.sentence[: len(EXPECTED)], EXPECTED, atol=TOLERANCE):
        raise ModelError("onnxruntime computes other vectors here than torch does", "use --engine torch")
    return encoder


class OnnxEncoder:
    """The same weights and tokens as the reference engine's; vectors differ from its in the last bits."""

    device = "cpu"

    def __init__(self, directory: Path, identity: ModelIdentity) -> None:
        self.identity = identity
        self._tokenizer = tokenizer(directory)
        self._special = [self._tokenizer.token_to_id(mark) for mark in SPECIAL]
        self._rarity = Rarity(self._tokenizer.get_vocab_size(), self._tokenizer.id_to_token)
        self._bert = Bert(directory)

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        """One embedded text per text; a text longer than the model's window is embedded in chunks, whole."""
        encoded = self._tokenizer.encode_batch(list(texts))
        parts = [[part.ids for part in (one, *one.overflowing)] for one in encoded]
        vectors = iter(self._bert.run([(ids, [0] * len(ids)) for part in parts for ids in part]))
        return [joined([_chunk(ids, next(vectors)) for ids in part], self._special, self._rarity) for part in parts]


def _chunk(ids: list[int], vectors: Floats) -> Chunk:
    """The sentence vector is the direction of the mean of all token vectors, special ones included."""
    return Chunk(ids, vectors, unit(vectors.mean(axis=0)))
