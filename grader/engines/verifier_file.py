"""The verifier's file: the layers that training changed, and the weights they belong on top of."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import ModelError

SHIPPED = Path(__file__).parent.with_name("verifier.safetensors")
"""The layers that training changed, in half precision."""

REMEDY = "reinstall, or use --no-verifier"


@dataclass(frozen=True, slots=True)
class VerifierFile:
    """What the file says about itself.

    identity  SHA-256 of its bytes
    base      SHA-256 of the weights it was trained on top of
    """

    path: Path
    identity: str
    base: str

    def tensors(self, framework: str) -> dict[str, Any]:
        """The trained tensors by name, as float32 arrays of numpy ("np") or torch ("pt")."""
        with _opened(self.path, framework) as file:
            return {name: _single(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118 - not a dict


def read_verifier_file(path: Path, weights: str) -> VerifierFile:
    """Read the file at `path`. Raises ModelError if it is damaged or not made for these `weights` (SHA-256)."""
    try:
        with _opened(path, "np") as file:
            about = file.metadata()
        found = VerifierFile(path, hashlib.sha256(path.read_bytes()).hexdigest(), about["base"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"the verifier {path} does not load ({error})", REMEDY) from error
    if found.base != weights:
        raise ModelError(f"the verifier {path} belongs to other weights", REMEDY)
    return found


def _opened(path: Path, framework: str) -> Any:
    from safetensors import SafetensorError, safe_open

    try:
        return safe_open(path, framework=framework)
    except SafetensorError as error:
        raise OSError(str(error)) from error


def _single(tensor: Any) -> Any:
    return tensor.float() if hasattr(tensor, "float") else tensor.astype("float32")
