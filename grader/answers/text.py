"""Bytes -> text, without guessing: a byte order mark is obeyed, everything else is UTF-8 or named."""

import codecs
import gzip
import zlib
from pathlib import Path

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


def read_text(path: Path, encoding: str | None = None) -> str:
    """The file's text. Raises AnswerFileError, saying what to do, when it cannot be read or decoded."""
    return decode(read_bytes(path), str(path), encoding)


def read_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked if gzip packed them.

    Raises AnswerFileError when there is no such file, it is a directory, or it is a damaged .gz file.
    """
    if path.is_dir():
        raise AnswerFileError(f"{path} is a directory", "name the files in it")
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
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
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if not marked and not encoding and (likely := _wide(data)):
        raise AnswerFileError(
            f"{source} looks like UTF-16 without a byte order mark: every other byte is NUL",
            f"save it as UTF-8, or name its encoding, as in --encoding {likely}",
        )
    try:
        return data.decode(marked or encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise AnswerFileError(
            f"{source} is not {marked or encoding or 'UTF-8'} (byte 0x{error.object[error.start]:02x} in line {line})",
            "save it as UTF-8, or name its encoding, as in --encoding latin-1",
        ) from error
    except (LookupError, ValueError) as error:  # some codecs, like "undefined", only refuse
        raise AnswerFileError(f"there is no encoding {encoding!r}", "try utf-8, utf-16, latin-1 or cp1252") from error


def _wide(data: bytes) -> str | None:
    """The UTF-16 that the bytes seem to be: most of the odd or of the even ones are NUL, and few of the others."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    most, few = len(data) / 4, len(data) / 20
    if len(data) < SHORTEST_WIDE:
        return None
    if odd > most and even <= few:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd <= few else None
