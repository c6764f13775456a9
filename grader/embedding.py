"""Texts -> token and sentence vectors. Nothing here reaches the network: models come from a directory or a package."""

from collections.abc import Sequence
from typing import Protocol

from grader.alignment import EmbeddedText
from grader.engines.choosing import choose
from grader.models import DEFAULT_MODEL, ModelIdentity, find_model


class Encoder(Protocol):
    """Turns texts into vectors; the pipeline knows models only through this."""

    @property
    def identity(self) -> ModelIdentity:
        """Which weights these are, and what runs them."""
        ...

    @property
    def device(self) -> str:
        """Where the model runs: cpu, cuda or mps."""
        ...

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        """One embedded text per text, in order, independent of the other texts."""
        ...


def load_encoder(model: str = DEFAULT_MODEL, device: str = "auto", engine: str = "auto") -> Encoder:
    """Load the model on the device and the engine.

    Raises ModelError when the model, the device or the engine is not to be had, or one does not go with another.
    """
    directory = find_model(model)
    if choose(engine, directory, device) == "onnx":
        from grader.engines import onnx_encoder

        return onnx_encoder.load(directory, model)
    from grader.engines import torch_encoder

    return torch_encoder.load(directory, model, device)
