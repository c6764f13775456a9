"""The verifier: a small cross-encoder that reads a key point together with an excerpt of the answer.

Similarity compares two texts that were embedded apart; the verifier sees both at once, so it notices who does
what to whom and which way. It was trained on labelled answers to the shipped questions (`make verifier`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from grader.coverage import Opinion
from grader.engines.choosing import choose
from grader.engines.verifier_file import SHIPPED, VerifierFile, read_verifier_file
from grader.models import DEFAULT_MODEL, find_model, weights_hash

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

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """One opinion per (key point, excerpt), in order, independent of the other pairs."""
        ...


class Reader(Protocol):
    """An engine that runs the verifier's network."""

    def log_odds(self, pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
        """Log-odds of (covered, contradicted) for each pair, in order, independent of the other pairs."""
        ...


def load_verifier(device: str, engine: str = "auto", path: Path = SHIPPED) -> "CrossEncoder":
    """The trained verifier on a device (cpu, cuda, mps) and an engine. Raises ModelError when it cannot be used."""
    directory = find_model(DEFAULT_MODEL)
    file = read_verifier_file(path, weights_hash(directory))
    return CrossEncoder(file, _reader(choose(engine, directory, device), directory, file, device))


def _reader(engine: str, directory: Path, file: VerifierFile, device: str) -> Reader:
    if engine == "onnx":
        from grader.engines.onnx_verifier import OnnxReader

        return OnnxReader(directory, file)
    from grader.engines.torch_verifier import TorchReader

    return TorchReader(directory, file, device)


class CrossEncoder:
    """The real verifier, on either engine."""

    def __init__(self, file: VerifierFile, reader: Reader) -> None:
        self.identity = file.identity
        self.base = file.base
        self._reader = reader

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """One opinion per pair; a pair gets the same bits in any company."""
        return [Opinion(*(round(value, DECIMALS) for value in found)) for found in self._reader.log_odds(pairs)]
