"""The verifier: a small cross-encoder that reads a key point together with an excerpt of the answer.

Similarity compares two texts that were embedded apart; the verifier sees both at once, so it notices who does
what to whom and which way. It was trained on labelled answers to the very key points it judges
(`make verifier`), and is asked about no others.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from grader.coverage import Opinion
from grader.errors import ModelError
from grader.models import DEFAULT_MODEL, find_model, weights_hash
from grader.shapes import ROWS, batches, padded

SHIPPED = Path(__file__).with_name("verifier.safetensors")
"""The layers that training changed, in half precision, and the hashes of the statements they were trained on."""

MAX_TOKENS = 256
DECIMALS = 3


class Verifier(Protocol):
    """Judges excerpts of answers; the pipeline knows verifiers only through this."""

    @property
    def identity(self) -> str:
        """SHA-256 of its file."""
        ...

    @property
    def base(self) -> str:
        """SHA-256 of the weights it was trained on top of."""
        ...

    def knows(self, statement: str) -> bool:
        """Whether it was trained on this very statement of a key point."""
        ...

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """One opinion per (key point, excerpt), in order, independent of the other pairs."""
        ...


def load_verifier(device: str, path: Path = SHIPPED) -> "CrossEncoder":
    """The trained verifier on a device (cpu, cuda, mps). Raises ModelError when it cannot be used."""
    directory = find_model(DEFAULT_MODEL)
    network, about = load_network(directory, path)
    identity = hashlib.sha256(path.read_bytes()).hexdigest()
    statements = json.loads(about["statements"])
    network = network.eval().to(device)
    return CrossEncoder(network, tokenizer(directory), device, identity, about["base"], statements)


def load_network(directory: Path, path: Path = SHIPPED) -> tuple[Any, dict[str, str]]:
    """The base model with the trained layers put in, and what the file says about itself. Raises ModelError."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            about = file.metadata()
            tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - not a dict
    except (OSError, SafetensorError) as error:
        raise ModelError(f"the verifier {path} does not load ({error})", "reinstall, or use --no-verifier") from error
    if about["base"] != weights_hash(directory):
        raise ModelError(f"the verifier {path} belongs to other weights", "reinstall, or use --no-verifier")
    network = build_network(directory)
    network.load_state_dict(tensors, strict=False)
    return network, about


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


def fingerprint(statement: str) -> str:
    """What a statement is known by: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(statement.encode()).hexdigest()[:16]


class CrossEncoder:
    """The real verifier."""

    def __init__(
        self, network: Any, tokens: Any, device: str, identity: str, base: str, statements: Sequence[str]
    ) -> None:
        self.identity = identity
        self.base = base
        self._network = network
        self._tokenizer = tokens
        self._device = device
        self._statements = frozenset(statements)

    def knows(self, statement: str) -> bool:
        """Whether it was trained on this very statement."""
        return fingerprint(statement) in self._statements

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """One opinion per pair; a pair gets the same bits in any company."""
        opinions: dict[int, Opinion] = {}
        encoded = [self._encode(*pair) for pair in pairs]
        for batch in batches([len(one["input_ids"]) for one in encoded], ROWS[self._device]):
            rows = self._forward([encoded[index] for index in batch])
            opinions |= {index: Opinion(*map(_rounded, row)) for index, row in zip(batch, rows, strict=False)}
        return [opinions[index] for index in range(len(pairs))]

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
        rounded: list[list[float]] = found.cpu().tolist()
        return rounded


def _rounded(value: float) -> float:
    return round(value, DECIMALS)
