"""What the grading commands share: a loaded grader, and grades written to the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.batch import Save
    from grader.grading import Grader


def load_grader(model: str, device: str) -> "Grader":
    """The grader with its model loaded; takes seconds, for it imports torch."""
    from grader.embedding import load_encoder
    from grader.grading import Grader

    return Grader(load_encoder(model, device))


@contextmanager
def saving(grader: "Grader", db: Path | None) -> Iterator["Save"]:
    """A function that writes grades to the log at `db`, or only stamps them when there is to be no log."""
    from grader.log.opening import open_log
    from grader.log.records import stamped
    from grader.log.store import append

    if db is None:
        yield lambda graded, candidates: stamped(graded, candidates, datetime.now(UTC))
        return
    with open_log(db) as log:
        yield lambda graded, candidates: append(log, graded, candidates, datetime.now(UTC), grader.calibration)
