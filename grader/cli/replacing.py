"""Files that take the place of old ones at once, or not at all."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from grader.errors import AnswerFileError

BLOCK = 1 << 16


@contextmanager
def opened(path: Path, mode: str) -> Iterator[IO[Any]]:
    """A file of UTF-8 whose line ends stay as they are written, or one of bytes, as the mode says."""
    encoding, newline = (None, None) if "b" in mode else ("utf-8", "")
    with path.open(mode, encoding=encoding, newline=newline) as file:
        yield file


@contextmanager
def replacing(
    path: Path, token: str | None = None, check: Callable[[Path, Path], None] | None = None, mode: str = "w"
) -> Iterator[IO[Any]]:
    """A file beside `path` that takes its place when the block and the check end well, and is removed otherwise.

    A device or a pipe is written itself, for nothing can take its place.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with opened(target, mode) as file:
            yield file
        return
    with suppress(FileNotFoundError), target.open("r+b"):
        pass  # what may not be written may not be replaced
    beside = target.with_name(f".{token or secrets.token_hex(8)}.{path.suffix[1:]}.part")
    try:
        with opened(beside, mode) as file:
            yield file
        if check:
            check(target, beside)
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def whole(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file of bytes that is there when the block ends well, and leaves no trace otherwise; a new one unless `force`.

    Raises FileExistsError for a file that is there and not empty.
    """
    if force:
        with replacing(path, mode="wb") as file:
            yield file
        return
    with fresh(path, "b") as file:
        try:
            yield file
        except BaseException:
            path.unlink()
            raise


def fresh(path: Path, kind: str = "") -> AbstractContextManager[IO[Any]]:
    """A new file, of bytes if `kind` is "b". One with nothing in it, as a killed batch leaves, counts as new."""
    return opened(path, ("w" if is_empty(path) else "x") + kind)


def is_empty(path: Path) -> bool:
    """Is it a file with nothing in it?"""
    return path.is_file() and path.stat().st_size == 0


def check_begins(old: Path, new: Path) -> None:
    """Raises AnswerFileError unless the new file begins with all that is in the old one."""
    with old.open("rb") as before, new.open("rb") as after:
        while block := before.read(BLOCK):
            if after.read(len(block)) != block:
                raise AnswerFileError(
                    f"{old} is not the output of this run, or was changed since",
                    "name another file with -o (or -k), or replace it with --force",
                )
