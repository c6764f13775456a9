"""Is a file of answers still the one that it was?"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from grader.answers.text import check_readable
from grader.errors import RunError
from grader.log.runs import InputFile, Run


def fingerprint(path: Path) -> InputFile:
    """The file by its name and its content. Raises AnswerFileError when it cannot be read."""
    check_readable(path)
    with path.open("rb") as file:
        return InputFile(str(path), hashlib.file_digest(file, "sha256").hexdigest())


def check_unchanged(files: Sequence[InputFile]) -> None:
    """Raises RunError for a file that changed while it was read."""
    for file in files:
        if fingerprint(Path(file.name)) != file:
            raise RunError(f"{file.name} changed while it was read", "start a new batch when it is complete")


def check_same(run: Run, files: Sequence[InputFile]) -> None:
    """Raises RunError for a file that changed since the run began."""
    for old, new in zip(run.files, files, strict=True):
        if old.sha256 != new.sha256:
            raise RunError(
                f"{old.name} changed since run {run.id} began",
                "bring back the old file to go on, or start a new batch without --resume",
            )
