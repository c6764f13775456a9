"""Which engine runs a model: onnxruntime where it can and is quicker, torch everywhere else."""

import ctypes
import platform
import sys
from importlib import metadata
from pathlib import Path

from grader.errors import ModelError
from grader.models import weights_hash

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the default model's weights, the only ones that the onnx engine is made for."""

FILES = ("model.safetensors", "tokenizer.json")
"""What the onnx engine reads of a model's directory."""


def choose(engine: str, directory: Path, device: str) -> str:
    """The engine, "torch" or "onnx", for the model in this directory.

    "auto" is onnx for the default model on the CPU, and torch for other models and where a GPU is to be used.
    Raises ModelError, saying why, when onnx is asked for and cannot do it.
    """
    if engine == "torch":
        return engine
    hindrance = _hindrance(directory, device)
    if engine == "auto":
        return "torch" if hindrance or (device == "auto" and gpu_in_sight()) else "onnx"
    if hindrance:
        raise ModelError(f"the onnx engine {hindrance}", "use --engine auto or --engine torch")
    return engine


def _hindrance(directory: Path, device: str) -> str | None:
    if device not in ("auto", "cpu"):
        return f"runs on the CPU, not on {device}"
    if weights_hash(directory) != WEIGHTS:
        return f"runs only the weights of the default model, not those in {directory}"
    missing = [name for name in FILES if not (directory / name).is_file()]
    return f"needs {' and '.join(missing)} in {directory}" if missing else None


def gpu_in_sight() -> bool:
    """Whether torch might find a GPU; told without loading torch, which takes a second."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    return not _torch_is_for_cpu() and _driver_is_there()


def _torch_is_for_cpu() -> bool:
    try:
        return metadata.version("torch").endswith("+cpu")
    except metadata.PackageNotFoundError:
        return True


def _driver_is_there() -> bool:
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True
