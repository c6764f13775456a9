"""The reference engine for vectors: sentence-transformers on torch, CPU or GPU, any model.

Both are imported when an encoder is loaded, never before.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.alignment import EmbeddedText
from grader.engines.chunks import SPECIAL, Chunk, joined
from grader.engines.rarity import Rarity
from grader.errors import ModelError
from grader.models import ModelIdentity, weights_hash
from grader.shapes import ROWS, batches, padded


def load(directory: Path, name: str, device: str) -> "SentenceTransformerEncoder":
    """The model on the device ("auto": cuda, then mps, then cpu). Raises ModelError when one is not to be had."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "true"}
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    chosen = _choose_device(torch, device)
    try:
        loaded = SentenceTransformer(
            str(directory), device=chosen, local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"model {name!r} does not load from {directory}: {str(error).splitlines()[0]}",
            "check that it is a complete sentence-transformers model directory",
        ) from error
    return SentenceTransformerEncoder(loaded.eval(), ModelIdentity(name, weights_hash(directory), "torch"), chosen)


def _choose_device(torch: Any, device: str) -> str:
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if device == "auto":
        return next(name for name, present in available.items() if present)
    if not available[device]:
        raise ModelError(f"device {device!r} is not available here", "use --device auto or --device cpu")
    return device


class SentenceTransformerEncoder:
    """An encoder of few fixed shapes (docs/decisions/fixed-shapes.md)."""

    def __init__(self, model: Any, identity: ModelIdentity, device: str) -> None:
        self.identity = identity
        self.device = device
        self._model = model
        self._tokenizer = model.tokenizer
        self._special = self._tokenizer.convert_tokens_to_ids(list(SPECIAL))
        self._rarity = Rarity(len(self._tokenizer), self._tokenizer.convert_ids_to_tokens)

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        """One embedded text per text; a text longer than the model's window is embedded in chunks, whole."""
        rows, owners = self._encode(texts) if texts else ([], [])
        chunks: dict[int, Chunk] = {}
        for batch in batches([len(ids) for ids in rows], ROWS[self.device]):
            chunks.update(zip(batch, self._forward([rows[index] for index in batch]), strict=True))
        parts: list[list[Chunk]] = [[] for _ in texts]
        for index, owner in enumerate(owners):
            parts[owner].append(chunks[index])
        return [joined(part, self._special, self._rarity) for part in parts]

    def _encode(self, texts: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        """Token ids of every chunk, and the text that it is of."""
        encoded = self._tokenizer(
            list(texts), truncation=True, max_length=self._model.max_seq_length, return_overflowing_tokens=True
        )
        return encoded["input_ids"], encoded["overflow_to_sample_mapping"]

    def _forward(self, rows: list[list[int]]) -> list[Chunk]:
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
        vectors = output["token_embeddings"].float().cpu().numpy()
        sentences = output["sentence_embedding"].float().cpu().numpy()
        return [Chunk(ids, vectors[row, : len(ids)], sentences[row]) for row, ids in enumerate(rows)]
