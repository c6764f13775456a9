"""What the grading commands share: a loaded grader, and grades written to the log."""

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.clock import now
from grader.cli.options import ModelChoice
from grader.errors import LogError

if TYPE_CHECKING:
    from grader.calibration import Calibration
    from grader.grading import Graded, Grader
    from grader.llm_judge.choice import JudgeChoice
    from grader.llm_judge.judge import Judge
    from grader.log.records import Record


def load_judge(choice: "JudgeChoice | None", log: Path | None) -> "Judge | None":
    """The judge that was chosen, if one was; the log, if there is one, keeps its replies. Raises JudgeError."""
    if choice is None:
        return None
    from grader.cli.judge_options import read
    from grader.llm_judge.asking import llm_asker
    from grader.llm_judge.cascade import Cascade
    from grader.llm_judge.judge import Judge
    from grader.llm_judge.replies import RepliesInMemory
    from grader.log.judge_replies import RepliesInLog

    return Judge(
        asker=llm_asker(choice.model, choice.timeout, choice.options),
        cascade=Cascade(choice.low, choice.high, choice.everything),
        budget=read(choice.budget),
        replies=RepliesInLog(log) if log else RepliesInMemory(),
    )


def load_grader(
    models: ModelChoice, *, passing: bool = False, remembering: bool = False, judge: "Judge | None" = None
) -> "Grader":
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
        return Grader(RememberingEncoder(encoder), curves, verifier=remembered, cache=cache, judge=judge)
    return Grader(encoder, curves, verifier=verifier, cache=cache, judge=judge)


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


def check_log(db: Path | None) -> None:
    """Raise LogError now rather than after the work, if the log at `db` cannot be written; it is made if it is new."""
    from grader.log.opening import open_log

    if db is not None:
        with open_log(db) as log:
            log.conn.execute("begin immediate")
            log.conn.rollback()


def saved(
    grader: "Grader", db: Path | None, graded: "Graded", candidate: str | None, confidence: float | None = None
) -> "tuple[Record, LogError | None]":
    """The grade's record, which is in the log at `db` if there is to be one.

    If the log does not take it: a record without an id, and the error. `confidence` is what the candidate expected,
    in percent.
    """
    from grader.log.opening import open_log
    from grader.log.records import stamped
    from grader.log.store import append

    when, unsaved = now().astimezone(UTC), None
    if db is not None:
        try:
            with open_log(db) as log:
                [record] = append(log, [graded], [candidate], when, grader.calibration, [confidence])
        except LogError as error:
            unsaved = error
        else:
            return record, None
    [record] = stamped([graded], [candidate], when)
    return record, unsaved
