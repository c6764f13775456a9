"""The verifier's network on onnxruntime: the default model's layers with the trained ones in place, and the head."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from grader.alignment import Floats
from grader.engines.onnx_bert import Bert
from grader.engines.verifier_file import VerifierFile
from grader.engines.wordpiece import tokenizer

ENCODER = "encoder."
"""How the names of the network's tensors begin, where those of the head do not."""

POOLER = "pooler."
"""A layer of the base model that no verdict passes through."""


class OnnxReader:
    """Reads pairs one by one, several at once."""

    def __init__(self, directory: Path, file: VerifierFile) -> None:
        tensors = file.tensors("np")
        names = {name: name.removeprefix(ENCODER) for name in tensors if name.startswith(ENCODER)}
        trained = {inner: tensors[name] for name, inner in names.items() if not inner.startswith(POOLER)}
        self._bert = Bert(directory, trained)
        self._head: tuple[Floats, Floats] = tensors["head.weight"], tensors["head.bias"]
        self._tokenizer = tokenizer(directory)

    def log_odds(self, pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
        """Log-odds of (covered, contradicted) for each pair, in order."""
        encoded = self._tokenizer.encode_batch(list(pairs))
        return [self._judged(vectors) for vectors in self._bert.run([(one.ids, one.type_ids) for one in encoded])]

    def _judged(self, vectors: Floats) -> list[float]:
        """From the first token's vector and the mean of all."""
        weight, bias = self._head
        found: list[float] = (weight @ np.concatenate([vectors[0], vectors.mean(axis=0)]) + bias).tolist()
        return found
