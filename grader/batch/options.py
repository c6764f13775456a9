"""How a batch was started: what a run keeps of it, to go on in the same way."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from grader.answers.rows import Source
from grader.errors import RunError
from grader.grading import Grader
from grader.llm_judge.choice import JudgeChoice
from grader.log.runs import Run
from rubric.catalogue import Catalogue
from rubric.errors import UnknownQuestionError
from rubric.identity import content_hash


class Options(Struct, frozen=True, kw_only=True):
    """What was asked for on the command line. `output` and `key_points` are files, if any."""

    format: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    columns: dict[str, str] = {}
    question: str | None = None
    only: tuple[str, ...] = ()
    rubrics: tuple[str, ...] = ()
    model: str
    verifier: bool = True
    judge: JudgeChoice | None = None
    output: str | None = None
    key_points: str | None = None
    as_json: bool = False
    force: bool = False

    def sources(self, files: Sequence[str]) -> list[Source]:
        """How to read the files."""
        return [
            Source(Path(file), self.format, self.encoding, self.columns, self.question, sheet=self.sheet)
            for file in files
        ]


def options_of(run: Run) -> Options:
    """The options the run was started with. Raises RunError for those of another version of the program."""
    try:
        return msgspec.convert(run.options, Options)
    except msgspec.ValidationError as error:
        raise RunError(
            f"run {run.id} was started with options that are not known here ({error})", "start a new batch"
        ) from error


def to_document(options: Options) -> dict[str, Any]:
    """The options as a run keeps them."""
    document: dict[str, Any] = msgspec.to_builtins(options)
    return document


def check_grader(run: Run, grader: Grader) -> None:
    """Raises RunError unless the grader would grade as the run began; the device may be another."""
    then, now = (
        msgspec.to_builtins(provenance) | {"device": None} for provenance in (run.provenance, grader.provenance)
    )
    changed = [f"{name} was {then[name]} and is {now[name]}" for name in then if then[name] != now[name]]
    if run.calibration != grader.calibration.identity:
        changed.append("the calibration was another")
    if changed:
        raise RunError(
            f"run {run.id} began with another grader: {', '.join(changed)}",
            "go on with the one it began with, or start a new batch without --resume",
        )


def check_rubrics(run: Run, used: Sequence[tuple[str, str]], catalogue: Catalogue) -> None:
    """Raises RunError unless every rubric that the run has used is the same now; `used` has ids and content hashes."""
    for id, hash in used:
        try:
            same = content_hash(catalogue.find(id)) == hash
        except UnknownQuestionError:
            same = False
        if not same:
            raise RunError(
                f"the rubric of {id} changed since run {run.id} began",
                "bring back the old one to go on, or start a new batch without --resume",
            )
