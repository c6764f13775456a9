"""Files that take the place of old ones at once, or not at all."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from grader.errors import AnswerFileError

BLOCK = 1 << 16


@contextmanager
def opened(path: Path, mode: str) -> Iterator[IO[str]]:
    """A file of UTF-8 whose line ends stay as they are written."""
    with path.open(mode, encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def replacing(
    path: Path, token: str | None = None, check: Callable[[Path, Path], None] | None = None
) -> Iterator[IO[str]]:
    """A file beside `path` that takes its place when the block and the check end well, and is removed otherwise.

    A device or a pipe is written itself, for nothing can take its place.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with opened(target, "w") as file:
            yield file
        return
    with suppress(FileNotFoundError), target.open("r+b"):
        pass  # what may not be written may not be replaced
    beside = target.with_name(f".{token or secrets.token_hex(8)}.{path.suffix[1:]}.part")
    try:
        with opened(beside, "w") as file:
            yield file
        if check:
            check(target, beside)
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def check_begins(old: Path, new: Path) -> None:
    """Raises AnswerFileError unless the new file begins with all that is in the old one."""
    with old.open("rb") as before, new.open("rb") as after:
        while block := before.read(BLOCK):
            if after.read(len(block)) != block:
                raise AnswerFileError(
                    f"{old} is not the output of this run, or was changed since",
                    "name another file with -o (or -k), or replace it with --force",
                )
