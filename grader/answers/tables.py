"""CSV and TSV -> rows as they stand, one at a time. The header line says what separates the columns."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from grader.answers.header import check_header, is_complete
from grader.answers.rows import BadRow, Cells, Source
from grader.answers.text import read_lines

SEPARATORS = ",", ";", "\t", "|"

LONGEST_CELL = 16_000_000
"""Characters. A cell beyond it is taken for one that is never closed, so that no file fills the memory."""

LEFT_OPEN = "a quotation mark opens a cell in it and is never closed, so the rest of the file cannot be read"


@dataclass(frozen=True, slots=True)
class _Read:
    """A record: the line it begins in, its cells, and its text, from which its quotation marks can be checked."""

    line: int
    values: list[str]
    text: list[str]


def read_table(source: Source, separator: str = ",") -> Iterator[tuple[int, Cells | BadRow]]:
    """The rows of a table, each with the line it begins in.

    `separator` is tried first; another one is taken if only with it the header has the columns that are needed.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = read_lines(source.path, source.encoding)
    head: list[str] = []
    next(_records(_noting(lines, head), separator), None)
    separator = _separator(source, head, separator)
    records = _records(chain(head, lines), separator)
    first = next(records, None)
    header = first.values if first else []
    check_header(source, header)
    yield from _rows(source, header, records, separator)


def _rows(
    source: Source, header: Sequence[str], records: Iterator[_Read], separator: str
) -> Iterator[tuple[int, Cells | BadRow]]:
    last: _Read | None = None
    for record in records:
        if last:
            yield from named(source, last.line, header, last.values)
        last = record
    if last and _is_left_open(last, separator):
        yield last.line, BadRow(str(source.path), last.line, None, LEFT_OPEN)
    elif last:
        yield from named(source, last.line, header, last.values)


def named(
    source: Source, line: int, header: Sequence[str], values: Sequence[Any]
) -> Iterator[tuple[int, Cells | BadRow]]:
    """The row by column names; nothing for an empty one."""
    filled = [index for index, value in enumerate(values, 1) if value not in (None, "")]
    if filled and filled[-1] > len(header):
        reason = f"it has {filled[-1]} cells where the header has {len(header)}; quote cells that hold the separator"
        yield line, BadRow(str(source.path), line, None, reason)
    elif filled:
        yield line, dict(zip(header, values, strict=False))


def _separator(source: Source, head: Sequence[str], own: str) -> str:
    """What separates the columns of a header: a format's own mark, unless only another gives what is needed."""
    marks = [own, *(mark for mark in SEPARATORS if mark != own)]
    headers = ((mark, next(_records(head, mark), None)) for mark in marks)
    return next((mark for mark, found in headers if found and is_complete(source, found.values)), own)


def _noting(lines: Iterable[str], noted: list[str]) -> Iterator[str]:
    for line in lines:
        noted.append(line)
        yield line


def _records(lines: Iterable[str], separator: str) -> Iterator[_Read]:
    """The records of a table; the last one may be left open."""
    text: list[str] = []
    reader = csv.reader(_noting(lines, text), delimiter=separator)
    line = 1
    try:
        for values in reader:
            yield _Read(line, values, text[:])
            text.clear()
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" not in str(error):
            raise
        yield _Read(line, [], ['"'])


def _is_left_open(record: _Read, separator: str) -> bool:
    """Does the record, which is the last one, end within quotation marks?"""
    try:
        list(csv.reader(record.text, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
