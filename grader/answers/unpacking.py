"""What a book unpacks to is looked at before it is read, so that a small file cannot fill the memory.

A sheet is read row by row, everything else in it at once. Sizes are those that the archive declares, and zipfile reads
no more than that of a part.
"""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from grader.errors import AnswerFileError

MOST_TEXT = 128_000_000
"""Bytes of all parts but the sheets, of which the table of shared texts is the largest: some 200,000 long answers."""

MOST_TAGS = 10_000_000
"""Tags in them; each is held as an element, of some 35 bytes a tag."""

LONGEST_ROW = 4_000_000
"""Bytes of a row, and of what stands around the rows. Twenty cells as full as a cell can be are half of that."""

MOST_ROWS = 1_048_576
"""Rows that a sheet may hold, its header among them, as the format has it."""

_MANIFEST = "[Content_Types].xml"
_BLOCK = 1 << 20
_ROW_END = b"</row>"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def check_unpacked(file: IO[bytes], path: Path) -> None:
    """Raises AnswerFileError for a book that would take too much memory; the file is at its beginning again."""
    with zipfile.ZipFile(file) as book:
        parts = {name: book.getinfo(name).file_size for name in book.namelist()}
        if parts.get(_MANIFEST, 0) > LONGEST_ROW:
            raise _too_large(path, f"its table of contents unpacks to {parts[_MANIFEST]:,} bytes")
        sheets = _sheets(book)
        _check_texts(book, {name: size for name, size in parts.items() if name not in sheets}, path)
        for name in sheets.intersection(parts):
            if parts[name] > LONGEST_ROW:
                _check_rows(book, name, path)
    file.seek(0)


def _sheets(book: zipfile.ZipFile) -> set[str]:
    """The parts that are sheets and nothing else: read as anything else, a part is held as a whole."""
    from openpyxl.packaging.manifest import Manifest
    from openpyxl.xml.functions import fromstring

    kinds: dict[str, set[str]] = {}
    for part in Manifest.from_tree(fromstring(book.read(_MANIFEST))).Override:
        kinds.setdefault(part.PartName.lstrip("/"), set()).add(part.ContentType)
    return {name for name, kind in kinds.items() if kind == {_SHEET} and name.startswith("xl/worksheets/")}


def _check_texts(book: zipfile.ZipFile, parts: Mapping[str, int], path: Path) -> None:
    """Raises AnswerFileError for parts that are too large, or would become too many elements."""
    size = sum(parts.values())
    if size > MOST_TEXT:
        raise _too_large(path, f"its texts unpack to {size:,} bytes, more than the {MOST_TEXT:,} that are read")
    if size > MOST_TAGS:
        tags = sum(block.count(b"<") for name in parts for block in _blocks(book, name))
        if tags > MOST_TAGS:
            raise _too_large(path, f"its texts have {tags:,} tags, more than the {MOST_TAGS:,} that are read")


def _check_rows(book: zipfile.ZipFile, name: str, path: Path) -> None:
    """Raises AnswerFileError for a row that is too long, or too many of them."""
    rows = before = 0  # `before` has the bytes of the row at hand that are in earlier blocks, `tail` the last of them
    tail = b""
    for block in _blocks(book, name):
        pieces = (tail + block).split(_ROW_END)
        rows += len(pieces) - 1
        if max(before + len(pieces[0]), *map(len, pieces)) > LONGEST_ROW:
            raise _too_large(path, f"a row of {name} unpacks to more than {LONGEST_ROW:,} bytes")
        if rows > MOST_ROWS:
            raise _too_large(path, f"{name} has more than the {MOST_ROWS:,} rows that a sheet can have")
        tail = pieces[-1][1 - len(_ROW_END) :]
        before = (before if len(pieces) == 1 else 0) + len(pieces[-1]) - len(tail)


def _blocks(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with book.open(name) as part:
        while block := part.read(_BLOCK):
            yield block


def _too_large(path: Path, reason: str) -> AnswerFileError:
    return AnswerFileError(f"{path} is not read: {reason}", "save the sheet as CSV, which is read row by row")
