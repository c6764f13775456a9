"""What the grading commands share: a loaded grader, and grades written to the log."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import ModelChoice
from grader.errors import LogError

if TYPE_CHECKING:
    from grader.calibration import Calibration
    from grader.grading import Graded, Grader
    from grader.log.records import Record

    Save = Callable[[Sequence[Graded], Sequence[str | None]], Sequence[Record]]


def load_grader(models: ModelChoice, *, passing: bool = False, remembering: bool = False) -> "Grader":
    """The grader with its models loaded; takes seconds with torch.

    Rubrics that are `passing` are not kept on disk. With `remembering`, texts that come again are not
    embedded again: for many answers.
    """
    from grader.embedding import load_encoder
    from grader.grading import Grader
    from grader.verifier import load_verifier

    encoder = load_encoder(models.name, models.device, models.engine)
    verifier = load_verifier(encoder.device, encoder.identity.engine) if models.verifier else None
    curves = _calibration(models.scale, encoder.identity.weights_hash)
    cache = None if passing else models.cache
    if remembering:
        from grader.remembering import RememberingEncoder, RememberingVerifier

        remembered = RememberingVerifier(verifier) if verifier else None
        return Grader(RememberingEncoder(encoder), curves, verifier=remembered, cache=cache)
    return Grader(encoder, curves, verifier=verifier, cache=cache)


def _calibration(scale: Path | None, weights_hash: str) -> "Calibration":
    """The shipped calibration, on the coach's own scale if there is one that was fitted to it."""
    from grader.calibration import shipped
    from grader.scale_file import read_scale

    fitted = read_scale(scale) if scale else None
    if fitted is None:
        return shipped()
    found = fitted.used_by(shipped(), weights_hash)
    if found is None:
        click.echo(
            "Note: your own scale is not used, for it was fitted to another model or calibration; "
            "run 'grader calibrate fit' again",
            err=True,
        )
    return found or shipped()


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


def check_log(db: Path | None) -> None:
    """Raise LogError now rather than after the work, if the log at `db` cannot be written; it is made if it is new."""
    from grader.log.opening import open_log

    if db is not None:
        with open_log(db) as log:
            log.conn.execute("begin immediate")
            log.conn.rollback()


def saved(
    grader: "Grader", db: Path | None, graded: "Graded", candidate: str | None
) -> "tuple[Record, LogError | None]":
    """The grade's record; one without an id, and the error, if the log does not take it."""
    try:
        with saving(grader, db) as save:
            [record] = save([graded], [candidate])
    except LogError as error:
        with saving(grader, None) as stamp:
            [record] = stamp([graded], [candidate])
        return record, error
    return record, None
