"""Vectors of rubrics, kept on disk between runs: a rubric's statements need not go through the model each time.

One file per rubric and model, named by a hash of everything its vectors depend on, so that an edited rubric, other
weights or another engine never meet old vectors. A file that is damaged is not believed and made again. Losing the
directory costs a moment; not being able to write to it, too.
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np

from grader.alignment import EmbeddedText, Floats
from grader.embedding import Encoder
from grader.models import ModelIdentity

SUFFIX = ".vectors"
LIMIT = 300_000_000
"""Bytes that are kept, more than twice what the bank takes; what was used longest ago goes first."""

FORMAT = "1"
"""Raised when the same texts come to have other vectors, or the files another form."""

LIBRARIES = {"torch": ("torch", "transformers"), "onnx": ("onnxruntime", "tokenizers")}


class File(NamedTuple):
    """A file of the cache: when it was last used (nanoseconds since 1970), its bytes, its place."""

    used: int
    size: int
    path: Path


class CachedEncoder:
    """An encoder that looks on disk first. Made for lists of texts that come again, as a rubric's statements do."""

    def __init__(self, encoder: Encoder, directory: Path) -> None:
        self._encoder = encoder
        self._directory = directory

    @property
    def identity(self) -> ModelIdentity:
        """That of the encoder it spares."""
        return self._encoder.identity

    @property
    def device(self) -> str:
        """That of the encoder it spares."""
        return self._encoder.device

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        """The same bits that the encoder gives, or gave, for this list of texts."""
        path = self._directory / f"{key(texts, self.identity, self.device)}{SUFFIX}"
        kept = _read(path)
        if kept is None or len(kept) != len(texts):
            kept = self._encoder.embed(texts)
            with suppress(OSError):  # a directory that cannot be written to costs time, nothing else
                _write(path, kept)
        return kept


def key(texts: Sequence[str], identity: ModelIdentity, device: str) -> str:
    """A hash, 64 hex digits, of all that the vectors of these texts depend on."""
    libraries = [f"{name} {version(name)}" for name in LIBRARIES[identity.engine]]
    parts = [FORMAT, identity.weights_hash, identity.engine, device, *libraries, *texts]
    return hashlib.sha256("\0".join(f"{len(part)} {part}" for part in parts).encode()).hexdigest()


def contents(directory: Path) -> list[File]:
    """The files of the cache, used longest ago first."""
    found = []
    for path in directory.glob(f"*{SUFFIX}"):
        with suppress(OSError):  # another process may have deleted it
            found.append(File(path.stat().st_mtime_ns, path.stat().st_size, path))
    return sorted(found)


def is_writable(directory: Path) -> bool:
    """Whether files can be put there; the directory need not be there yet."""
    there = next(path for path in (directory, *directory.absolute().parents) if path.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def _read(path: Path) -> list[EmbeddedText] | None:
    """The texts in the file; None if it is not there or not as it was written."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            arrays = {name: file.get_tensor(name) for name in ("weights", "vectors", "sentences", "ends")}
            whole = (file.metadata() or {}).get("sha256") == _digest(path.stem, arrays)
    except (OSError, SafetensorError):
        return None
    if not whole:
        return None
    with suppress(OSError):
        os.utime(path)  # used just now
    return _apart(arrays)


def _apart(arrays: dict[str, Floats]) -> list[EmbeddedText]:
    ends = arrays["ends"][:-1]
    weights, vectors = (np.split(arrays[name], ends) for name in ("weights", "vectors"))
    return [EmbeddedText(*parts) for parts in zip(weights, vectors, arrays["sentences"], strict=True)]


def _write(path: Path, texts: Sequence[EmbeddedText]) -> None:
    """Write whole or not at all: beside the file first, for another process may be reading or writing it."""
    from safetensors.numpy import save

    arrays = {
        "weights": np.concatenate([text.weights for text in texts]),
        "vectors": np.concatenate([text.vectors for text in texts]),
        "sentences": np.stack([text.sentence for text in texts]),
        "ends": np.cumsum([len(text.weights) for text in texts]),
    }
    data = save(arrays, metadata={"sha256": _digest(path.stem, arrays)})
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _prune(path.parent)


def _digest(key: str, arrays: dict[str, Floats]) -> str:
    """A hash over the numbers, and over what they are the numbers of: a file under another name is foreign."""
    digest = hashlib.sha256(key.encode())
    for name, array in sorted(arrays.items()):
        digest.update(f"{name} {array.dtype} {array.shape} ".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def _prune(directory: Path) -> None:
    """Delete what was used longest ago, down to the limit."""
    files = contents(directory)
    size = sum(file.size for file in files)
    for file in files:
        if size <= LIMIT:
            return
        size -= file.size
        file.path.unlink(missing_ok=True)
