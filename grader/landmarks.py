"""Where the questions of the bank lie in the model's space, so that a stray answer is recognised.

A good answer in plain words can be as far from its rubric as an answer to another question. What
tells them apart is whether another question lies nearer (docs/measurement.md).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from grader.alignment import Floats
from rubric import Question

SHIPPED = Path(__file__).with_name("landmarks.npz")


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """The center of each question's statements, a unit vector."""

    questions: tuple[str, ...]  # ids
    centers: Floats  # [questions, dimensions]
    weights_hash: str

    def rivals_of(self, question: Question) -> Floats:
        """The centers of all other questions: [rivals, dimensions]."""
        return self.centers[[id != question.id for id in self.questions]]


def none(weights_hash: str) -> Landmarks:
    """No landmarks: every answer is taken to belong."""
    return Landmarks((), np.zeros((0, 1), dtype=np.float32), weights_hash)


def shipped_for(weights_hash: str) -> Landmarks:
    """The shipped landmarks if they were made with these weights, else none."""
    landmarks = _shipped()
    return landmarks if landmarks.weights_hash == weights_hash else none(weights_hash)


def save(landmarks: Landmarks, path: Path) -> None:
    """Write landmarks, in half precision, to an .npz file."""
    np.savez_compressed(
        path,
        questions=np.array(landmarks.questions),
        centers=landmarks.centers.astype(np.float16),
        weights_hash=np.array(landmarks.weights_hash),
    )


@cache
def _shipped() -> Landmarks:
    with np.load(SHIPPED) as data:
        return Landmarks(
            tuple(data["questions"].tolist()), data["centers"].astype(np.float32), str(data["weights_hash"])
        )
