"""Bytes -> text, without guessing: a byte order mark is obeyed, everything else is UTF-8 or named."""

import codecs
import gzip
import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from grader.errors import AnswerFileError

_GZIP = b"\x1f\x8b"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

SHORTEST_WIDE = 16
"""Fewer bytes are too few to recognise UTF-16 by."""

BLOCK = 1 << 16
"""Bytes read at once, and so many UTF-16 is recognised by."""


MOST_BYTES = 1 << 28
"""Bytes of a file that is read at once, and not row by row."""

LONGEST_LINE = 32_000_000
"""Characters. A file with a longer one has no lines, and would fill the memory."""

MOST_UNPACKED = 1 << 32
"""Bytes that a packed file may become on the disk."""


def read_text(path: Path, encoding: str | None = None) -> str:
    """The file's text. Raises AnswerFileError, saying what to do, when it cannot be read or decoded."""
    return decode(read_bytes(path), str(path), encoding)


def read_lines(path: Path, encoding: str | None = None, newline: str = "") -> Iterator[str]:
    r"""The file's lines, one at a time, with their ends, which stay as they are.

    `newline` is what ends a line, any of \n, \r and \r\n if it is empty.
    Raises AnswerFileError, saying what to do, when the file cannot be read or decoded, or has no lines.
    """
    with _unpacked(path) as data:
        chosen = _encoding(data.peek(BLOCK)[:BLOCK], str(path), encoding)
        try:
            with io.TextIOWrapper(data, chosen, newline=newline) as text:
                while line := text.readline(LONGEST_LINE + 1):
                    if len(line) > LONGEST_LINE:
                        raise AnswerFileError(
                            f"{path} has a line of more than {LONGEST_LINE:,} characters",
                            "check that it is a file of answers, and complete",
                        )
                    yield line
        except UnicodeDecodeError:
            raise _undecodable(path, chosen) from None
        except (LookupError, ValueError) as error:
            raise _no_encoding(encoding) from error


def read_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked if gzip packed them.

    Raises AnswerFileError when there is no such file, it is a directory, a damaged .gz file, or too large.
    """
    with _unpacked(path) as data:
        return read_whole(data, str(path))


def read_whole(data: IO[bytes], source: str) -> bytes:
    """All bytes there are; `source` is how a message calls them. Raises AnswerFileError if they are too many."""
    found = data.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise AnswerFileError(
            f"{source} has more than {MOST_BYTES:,} bytes", "check that it is the file you mean, or split it"
        )
    return found


def check_readable(path: Path) -> None:
    """Raises AnswerFileError, saying what to do, for a file that cannot be opened."""
    with _unpacked(path):
        pass


@contextmanager
def open_seekable(path: Path) -> Iterator[IO[bytes]]:
    """The file, in which one can go back; unpacked, if gzip packed it, into a file that is gone on closing."""
    with _unpacked(path) as data:
        if data.seekable() and not isinstance(data.raw, gzip.GzipFile):
            yield data
            return
        with tempfile.TemporaryFile() as copy:
            size = 0
            while block := data.read(BLOCK):
                size += len(block)
                if size > MOST_UNPACKED:
                    raise AnswerFileError(f"{path} unpacks to more than {MOST_UNPACKED:,} bytes", "give it unpacked")
                copy.write(block)
            copy.seek(0)
            yield copy


@contextmanager
def _unpacked(path: Path) -> "Iterator[io.BufferedReader[Any]]":
    """The file's bytes, unpacked if gzip packed them. Raises AnswerFileError for what goes wrong with the file."""
    if path.is_dir():
        raise AnswerFileError(f"{path} is a directory", "name the files in it")
    try:
        with io.FileIO(path) as raw, io.BufferedReader(raw, BLOCK) as data:
            if not data.peek(len(_GZIP)).startswith(_GZIP):
                yield data
                return
            with gzip.GzipFile(fileobj=data) as packed, io.BufferedReader(packed, BLOCK) as unpacked:
                yield unpacked
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise AnswerFileError(f"{path} is a damaged .gz file", "pack it again, or give it unpacked") from error
    except FileNotFoundError as error:
        raise AnswerFileError(f"{path} does not exist", "check the path") from error
    except OSError as error:
        raise AnswerFileError(
            f"{path} cannot be read ({error.strerror})", "check the path and its permissions"
        ) from error


def decode(data: bytes, source: str, encoding: str | None = None) -> str:
    """The text of `data`; `source` is how a message calls it. Raises AnswerFileError for another encoding."""
    chosen = _encoding(data[:BLOCK], source, encoding)
    try:
        return data.decode(chosen)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _not(chosen, source, error.object[error.start], line) from error
    except (LookupError, ValueError) as error:  # some codecs, like "undefined", only refuse
        raise _no_encoding(encoding) from error


def _encoding(head: bytes, source: str, encoding: str | None) -> str:
    """The encoding that the mark at the beginning says, or the named one, or UTF-8."""
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if not marked and not encoding and (likely := _wide(head)):
        raise AnswerFileError(
            f"{source} looks like UTF-16 without a byte order mark: every other byte is NUL",
            f"save it as UTF-8, or name its encoding, as in --encoding {likely}",
        )
    return marked or encoding or "utf-8"


def _undecodable(path: Path, encoding: str) -> AnswerFileError:
    """The error for a file that is not in this encoding, with the place, for which it is read once more."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with _unpacked(path) as data:
        block = b"more"
        while block:
            block = data.read(BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                before = max(error.start - (len(error.object) - len(block)), 0)
                return _not(encoding, str(path), error.object[error.start], line + block.count(b"\n", 0, before))
            line += block.count(b"\n")
    return AnswerFileError(f"{path} changed while it was read", "try again when it is complete")


def _not(encoding: str, source: str, byte: int, line: int) -> AnswerFileError:
    named = "UTF-8" if encoding == "utf-8" else encoding
    return AnswerFileError(
        f"{source} is not {named} (byte 0x{byte:02x} in line {line})",
        "save it as UTF-8, or name its encoding, as in --encoding latin-1",
    )


def _no_encoding(encoding: str | None) -> AnswerFileError:
    return AnswerFileError(f"there is no encoding {encoding!r}", "try utf-8, utf-16, latin-1 or cp1252")


def _wide(data: bytes) -> str | None:
    """The UTF-16 that the bytes seem to be: most of the odd or of the even ones are NUL, and few of the others."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    most, few = len(data) / 4, len(data) / 20
    if len(data) < SHORTEST_WIDE:
        return None
    if odd > most and even <= few:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd <= few else None
