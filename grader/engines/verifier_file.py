"""The verifier's file: the layers that training changed, and what they were trained on."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import ModelError

SHIPPED = Path(__file__).parent.with_name("verifier.safetensors")
"""The layers that training changed, in half precision, and the hashes of the statements they were trained on."""

REMEDY = "reinstall, or use --no-verifier"


@dataclass(frozen=True, slots=True)
class VerifierFile:
    """What the file says about itself.

    identity    SHA-256 of its bytes
    base        SHA-256 of the weights it was trained on top of
    statements  fingerprints of the key points it was trained on
    """

    path: Path
    identity: str
    base: str
    statements: frozenset[str]

    def tensors(self, framework: str) -> dict[str, Any]:
        """The trained tensors by name, as float32 arrays of numpy ("np") or torch ("pt")."""
        with _opened(self.path, framework) as file:
            return {name: _single(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118 - not a dict


def read_verifier_file(path: Path, weights: str) -> VerifierFile:
    """Read the file at `path`. Raises ModelError if it is damaged or not made for these `weights` (SHA-256)."""
    try:
        with _opened(path, "np") as file:
            about = file.metadata()
        statements = frozenset(json.loads(about["statements"]))
        found = VerifierFile(path, hashlib.sha256(path.read_bytes()).hexdigest(), about["base"], statements)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"the verifier {path} does not load ({error})", REMEDY) from error
    if found.base != weights:
        raise ModelError(f"the verifier {path} belongs to other weights", REMEDY)
    return found


def fingerprint(statement: str) -> str:
    """What a statement is known by: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(statement.encode()).hexdigest()[:16]


def _opened(path: Path, framework: str) -> Any:
    from safetensors import SafetensorError, safe_open

    try:
        return safe_open(path, framework=framework)
    except SafetensorError as error:
        raise OSError(str(error)) from error


def _single(tensor: Any) -> Any:
    return tensor.float() if hasattr(tensor, "float") else tensor.astype("float32")
