"""Texts -> token and sentence vectors. The only module that names torch and sentence-transformers.

Both are imported when an encoder is loaded, never before. Nothing here reaches the network:
models come from a directory or an installed package.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from grader.alignment import EmbeddedText
from grader.errors import ModelError
from grader.models import DEFAULT_MODEL, ModelIdentity, find_model, weights_hash
from grader.shapes import ROWS, batches, padded


class Encoder(Protocol):
    """Turns texts into vectors; the pipeline knows models only through this."""

    @property
    def identity(self) -> ModelIdentity:
        """Which weights these are."""
        ...

    @property
    def device(self) -> str:
        """Where the model runs: cpu, cuda or mps."""
        ...

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        """One embedded text per text, in order, independent of the other texts."""
        ...


def load_encoder(model: str = DEFAULT_MODEL, device: str = "auto") -> "SentenceTransformerEncoder":
    """Load the model onto the device ("auto": cuda, then mps, then cpu).

    Raises ModelError when the model or the device is not to be had.
    """
    directory = find_model(model)
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "true"}
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    chosen = _choose_device(torch, device)
    try:
        loaded = SentenceTransformer(str(directory), device=chosen, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"model {model!r} does not load from {directory}: {str(error).splitlines()[0]}",
            "check that it is a complete sentence-transformers model directory",
        ) from error
    return SentenceTransformerEncoder(loaded.eval(), ModelIdentity(model, weights_hash(directory)), chosen)


def _choose_device(torch: Any, device: str) -> str:
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if device == "auto":
        return next(name for name, present in available.items() if present)
    if not available[device]:
        raise ModelError(f"device {device!r} is not available here", "use --device auto or --device cpu")
    return device


@dataclass(frozen=True, slots=True)
class _Chunk:
    """At most one model window of a text: `text` is its index among the texts."""

    text: int
    ids: list[int]


class SentenceTransformerEncoder:
    """The reference engine: sentence-transformers on torch, CPU or GPU."""

    def __init__(self, model: Any, identity: ModelIdentity, device: str) -> None:
        self.identity = identity
        self.device = device
        self._model = model
        self._tokenizer = model.tokenizer
        self._special = [self._tokenizer.cls_token_id, self._tokenizer.sep_token_id]
        self._informativeness = _informativeness(self._tokenizer)

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        """One embedded text per text; a text longer than the model's window is embedded in chunks, whole."""
        chunks = self._chunks(texts) if texts else []
        vectors: dict[int, tuple[Any, Any]] = {}
        for batch in batches([len(chunk.ids) for chunk in chunks], ROWS[self.device]):
            vectors.update(zip(batch, self._forward([chunks[i].ids for i in batch]), strict=True))
        parts: list[list[int]] = [[] for _ in texts]
        for index, chunk in enumerate(chunks):
            parts[chunk.text].append(index)
        return [self._joined([(chunks[i].ids, *vectors[i]) for i in part]) for part in parts]

    def _chunks(self, texts: Sequence[str]) -> list[_Chunk]:
        encoded = self._tokenizer(
            list(texts), truncation=True, max_length=self._model.max_seq_length, return_overflowing_tokens=True
        )
        return [_Chunk(*pair) for pair in zip(encoded["overflow_to_sample_mapping"], encoded["input_ids"], strict=True)]

    def _forward(self, rows: list[list[int]]) -> list[tuple[Any, Any]]:
        """(token vectors, sentence vector) of each row of token ids."""
        import torch

        length = padded(max(map(len, rows)))
        ids = torch.full((ROWS[self.device], length), self._tokenizer.pad_token_id, dtype=torch.long)
        mask = torch.zeros_like(ids)
        mask[:, 0] = 1  # an all-masked filler row would divide by zero
        for row, tokens in enumerate(rows):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        features = {"input_ids": ids.to(self.device), "attention_mask": mask.to(self.device)}
        with torch.inference_mode():
            output = self._model(features)
        tokens = output["token_embeddings"].float().cpu().numpy()
        sentences = output["sentence_embedding"].float().cpu().numpy()
        return [(tokens[row, : len(ids)], sentences[row]) for row, ids in enumerate(rows)]

    def _joined(self, chunks: list[tuple[list[int], Any, Any]]) -> EmbeddedText:
        ids = np.concatenate([np.asarray(ids) for ids, _, _ in chunks])
        tokens = np.concatenate([vectors for _, vectors, _ in chunks])
        sentence = np.sum([len(ids) * vector for ids, _, vector in chunks], axis=0)
        kept = ~np.isin(ids, self._special)
        return EmbeddedText(
            weights=self._informativeness[ids[kept]],
            vectors=_unit(tokens[kept]),
            sentence=_unit(sentence),
        )


def _unit(vectors: Any) -> Any:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def _informativeness(tokenizer: Any) -> Any:
    """A weight in [0, 1] per vocabulary entry, rarer is heavier; 0 for marks without a letter or digit."""
    size = len(tokenizer)
    ranks = np.arange(size, dtype=np.float32)
    weights = np.log1p(ranks) / np.log1p(size)
    for token, index in tokenizer.get_vocab().items():
        if not any(map(str.isalnum, token)):
            weights[index] = 0.0
    return weights.astype(np.float32)
