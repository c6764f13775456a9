"""A BERT network of the default model's shape on onnxruntime: rows of token ids -> a vector per token.

The graph (bert.onnx, written by `make graph`) names its weights and holds none: they are handed over at start, as they
stand in the model's own file. So nothing is exported, and nothing can be stale.

Every row goes through alone, at its own length and on one thread, so its bits depend on nothing else; several rows go
through at once, one per core (docs/decisions/engines.md).
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from grader.alignment import Floats
from grader.errors import ModelError

GRAPH = Path(__file__).with_name("bert.onnx")

Row = tuple[Sequence[int], Sequence[int]]
"""Token ids, and for each token which of the two texts of a pair it is of: 0 or 1."""


class Bert:
    """The network, with the weights of a model directory; `trained` weights take the place of those of their names."""

    def __init__(self, directory: Path, trained: Mapping[str, Floats] | None = None) -> None:
        file = _open(directory)
        self._words = file.get_slice("embeddings.word_embeddings.weight")  # 47 MB, of which a text needs little
        self._positions = file.get_tensor("embeddings.position_embeddings.weight")
        self._types = file.get_tensor("embeddings.token_type_embeddings.weight")
        layers = {name: file.get_tensor(name) for name in filter(_is_in_graph, file.keys())}
        self._session = _session({**layers, **(trained or {})})

    def run(self, rows: Sequence[Row]) -> list[Floats]:
        """The vectors of the last layer of each row: [tokens, dimensions]."""
        with ThreadPoolExecutor(cores()) as pool:
            return list(pool.map(self._one, rows))

    def _one(self, row: Row) -> Floats:
        ids, types = row
        words = np.concatenate([self._words[id : id + 1] for id in ids])
        embedded = words + self._types[list(types)] + self._positions[: len(ids)]
        [vectors] = self._session.run(None, {"embedded": embedded})
        return np.asarray(vectors)


def cores() -> int:
    """How many rows go through at once: OMP_NUM_THREADS, as torch has it, or as many as there are cores."""
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) else os.cpu_count() or 1


def _open(directory: Path) -> Any:
    from safetensors import SafetensorError, safe_open

    try:
        return safe_open(directory / "model.safetensors", framework="np")
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"the weights in {directory} do not load ({error})", "reinstall the model's package"
        ) from error


def _is_in_graph(name: str) -> bool:
    return name.startswith(("embeddings.LayerNorm.", "encoder."))


def _session(weights: Mapping[str, Floats]) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(f"onnxruntime does not load ({error})", "reinstall it, or use --engine torch") from error

    onnxruntime.disable_telemetry_events()  # its builds for Windows have some
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it would keep a plan for every length seen
    options.log_severity_level = 3  # errors only
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(weight) for weight in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])
