"""A coach's own scale as it lies in its file: what was fitted, to what, and how much it helped."""

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, structs

from grader.calibration import Calibration, Scale
from grader.errors import LearningError

SCHEMA_VERSION = 1


class FittedScale(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scale, what it was fitted to, and how far scores were from the coach's on answers left out, in percent.

    calibration, weights_hash  of the grader whose scores it corrects; it corrects no others
    """

    calibration: str
    weights_hash: str
    form: str
    error_before: float
    error_after: float
    scale: Scale
    schema_version: Annotated[int, Meta(ge=SCHEMA_VERSION, le=SCHEMA_VERSION)] = SCHEMA_VERSION

    def to_json(self) -> str:
        """The text of its file."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"

    def used_by(self, calibration: Calibration, weights_hash: str) -> Calibration | None:
        """The calibration with this scale; None if grades by these curves and weights are not those it corrects."""
        if (self.calibration, self.weights_hash) != (calibration.identity, weights_hash):
            return None
        return structs.replace(calibration, scale=self.scale)


def read_scale(path: Path) -> FittedScale | None:
    """The scale in a file, None where there is no file. Raises LearningError for one that cannot be used."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=FittedScale)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise LearningError(
            f"{path} cannot be used: {reason}", "take it back with 'grader calibrate undo', or grade with --no-scale"
        ) from error
