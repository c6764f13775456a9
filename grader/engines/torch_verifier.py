"""The verifier's network on torch: the reference engine, CPU or GPU, and what training works on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.engines.verifier_file import VerifierFile
from grader.engines.wordpiece import MAX_TOKENS
from grader.shapes import ROWS, batches, padded

Pairs = Sequence[tuple[str, str]]


class TorchReader:
    """Reads pairs in few fixed shapes (docs/decisions/fixed-shapes.md)."""

    def __init__(self, directory: Path, file: VerifierFile, device: str) -> None:
        self._network = _filled(directory, file).eval().to(device)
        self._tokenizer = tokenizer(directory)
        self._device = device

    def log_odds(self, pairs: Pairs) -> list[list[float]]:
        """Log-odds of (covered, contradicted) for each pair, in order."""
        found: dict[int, list[float]] = {}
        encoded = [self._encode(*pair) for pair in pairs]
        for batch in batches([len(one["input_ids"]) for one in encoded], ROWS[self._device]):
            found |= zip(batch, self._forward([encoded[index] for index in batch]), strict=False)  # fillers fall off
        return [found[index] for index in range(len(pairs))]

    def _encode(self, statement: str, excerpt: str) -> dict[str, list[int]]:
        encoded = self._tokenizer(statement, excerpt, truncation="longest_first", max_length=MAX_TOKENS)
        return {name: list(encoded[name]) for name in ("input_ids", "token_type_ids", "attention_mask")}

    def _forward(self, rows: Sequence[dict[str, list[int]]]) -> list[list[float]]:
        """Log-odds of the rows, and of the filler rows after them."""
        import torch

        shape = ROWS[self._device], padded(max(len(row["input_ids"]) for row in rows))
        features = {name: torch.zeros(shape, dtype=torch.long) for name in rows[0]}
        features["attention_mask"][:, 0] = 1  # an all-masked filler row would divide by zero
        for index, row in enumerate(rows):
            for name, values in row.items():
                features[name][index, : len(values)] = torch.tensor(values)
        with torch.inference_mode():
            found = log_odds(self._network, {name: value.to(self._device) for name, value in features.items()})
        listed: list[list[float]] = found.cpu().tolist()
        return listed


def _filled(directory: Path, file: VerifierFile) -> Any:
    network = build_network(directory)
    network.load_state_dict(file.tensors("pt"), strict=False)
    return network


def build_network(directory: Path) -> Any:
    """The untrained verifier: the base model, and a head that gives two log-odds."""
    import torch
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(str(directory), local_files_only=True)
    head = torch.nn.Linear(2 * encoder.config.hidden_size, 2)
    return torch.nn.ModuleDict({"encoder": encoder, "head": head})


def tokenizer(directory: Path) -> Any:
    """The base model's tokenizer."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(str(directory), local_files_only=True)


def log_odds(network: Any, features: dict[str, Any]) -> Any:
    """Log-odds of (covered, contradicted): [pairs, 2], from the first token and the mean of all."""
    import torch

    tokens = network["encoder"](**features).last_hidden_state.float()
    mask = features["attention_mask"][..., None].float()
    mean = (tokens * mask).sum(1) / mask.sum(1)
    return network["head"](torch.cat([tokens[:, 0], mean], dim=-1))
