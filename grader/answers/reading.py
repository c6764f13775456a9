"""Answer files -> rows. A bad file is an error, a bad row is a row that says why."""

import csv
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.answers.text import decode, read_bytes
from grader.errors import AnswerFileError

FORMATS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx"}
"""File name endings and the format each stands for; any of them may be followed by .gz."""

FIELDS: dict[str, tuple[str, ...]] = {
    "question_id": ("question_id", "question", "question id", "qid"),
    "answer": ("answer", "response", "answer_text", "text"),
    "candidate": ("candidate", "candidate_id", "name", "student", "student_id", "user"),
    "id": ("id", "row_id", "answer_id", "response_id"),
}
"""What a row is made of, and the column names each is found under (case does not matter)."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of a file. `line` is where it begins (for XLSX the row); `id` is the file's own, if any."""

    file: str
    line: int
    id: str | None
    question_id: str
    answer: str
    candidate: str | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be graded, and why."""

    file: str
    line: int
    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """How to read a file: `columns` maps fields to column names; `question_id` stands in for a missing column."""

    path: Path
    format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] | None = None
    question_id: str | None = None


Cells = dict[str, Any]
"""A row as it stands: column names (or JSON keys) to values."""


def read_cells(source: Source) -> Iterator[tuple[int, Cells | BadRow]]:
    """The rows of an answer file as they stand, each with its line.

    Raises AnswerFileError when the file cannot be read, is empty or lacks a needed column.
    """
    return _READERS[_format(source)](source)


def read_rows(source: Source) -> Iterator[AnswerRow | BadRow]:
    """The rows of an answer file, in order.

    Raises AnswerFileError when the file cannot be read, is empty or lacks a needed column.
    """
    rows = read_cells(source)
    seen: set[str] = set()
    count = 0
    for line, cells in rows:
        count += 1
        row = cells if isinstance(cells, BadRow) else _row(source, line, cells)
        if isinstance(row, AnswerRow) and row.id is not None:
            if row.id in seen:
                row = BadRow(row.file, line, row.id, f"the id {row.id!r} was used by an earlier row")
            seen.add(row.id or "")
        yield row
    if not count:
        raise AnswerFileError(f"{source.path} holds no answers", "give it a header line and one row per answer")


def _format(source: Source) -> str:
    name = source.path.name.lower().removesuffix(".gz")
    found = source.format or FORMATS.get(Path(name).suffix)
    if found is None:
        read_bytes(source.path)  # a missing file or a directory is the better message
        raise AnswerFileError(
            f"{source.path}: cannot tell its format from the name", f"name it {', '.join(FORMATS)} or give --format"
        )
    return found


def _row(source: Source, line: int, cells: Cells) -> AnswerRow | BadRow:
    file = str(source.path)
    names = {field: _column(source, field, cells) for field in FIELDS}
    values = {field: _text(cells.get(name)) if name else None for field, name in names.items()}
    question_id = values["question_id"] or source.question_id
    if has_surrogate("".join(value for value in values.values() if value)):
        return BadRow(file, line, None, "it holds half of a character (a lone surrogate)")
    if names["answer"] is None:
        return BadRow(file, line, values["id"], "it has no answer column")
    if not question_id:
        return BadRow(file, line, values["id"], "it names no question")
    return AnswerRow(file, line, values["id"], question_id, values["answer"] or "", values["candidate"])


def _column(source: Source, field: str, cells: Cells) -> str | None:
    """The name of the column that holds a field: the mapped one, or the first known name."""
    if source.columns and field in source.columns:
        return source.columns[field] if source.columns[field] in cells else None
    by_name = {name.strip().lower(): name for name in reversed(list(cells))}
    return next((by_name[name] for name in FIELDS[field] if name in by_name), None)


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def has_surrogate(text: str) -> bool:
    """Does the text hold what JSON can write but no encoding can (a cut-off emoji, say)?"""
    return any("\ud800" <= character <= "\udfff" for character in text)


def _read_csv(source: Source, delimiter: str = ",") -> Iterator[tuple[int, Cells | BadRow]]:
    text = decode(read_bytes(source.path), str(source.path), source.encoding)
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next(reader, [])
    _check_header(source, header)
    line = reader.line_num + 1
    for values in reader:
        if len(values) > len(header):
            reason = (
                f"it has {len(values)} cells where the header has {len(header)}; quote cells that hold the separator"
            )
            yield line, BadRow(str(source.path), line, None, reason)
        elif any(values):
            yield line, dict(zip(header, values, strict=False))
        line = reader.line_num + 1


def _read_tsv(source: Source) -> Iterator[tuple[int, Cells | BadRow]]:
    return _read_csv(source, delimiter="\t")


def _read_jsonl(source: Source) -> Iterator[tuple[int, Cells | BadRow]]:
    text = decode(read_bytes(source.path), str(source.path), source.encoding)
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            cells = json.loads(content)
        except (ValueError, RecursionError) as error:
            yield line, BadRow(str(source.path), line, None, f"it is not JSON: {error}")
            continue
        valid = isinstance(cells, dict)
        yield line, cells if valid else BadRow(str(source.path), line, None, "it is not a JSON object")


def _read_xlsx(source: Source) -> Iterator[tuple[int, Cells | BadRow]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(read_bytes(source.path)), read_only=True, data_only=True)
        rows = iter(list(book.worksheets[0].iter_rows(values_only=True)))  # a damaged sheet shows only when read
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        SyntaxError,
        LookupError,
        ValueError,
        OSError,
    ) as error:
        raise AnswerFileError(
            f"{source.path} is not a readable .xlsx file", "save it again from the spreadsheet"
        ) from error
    header = [str(cell or "") for cell in next(rows, ())]
    _check_header(source, header)
    for number, values in enumerate(rows, 2):
        if any(value is not None for value in values):
            yield number, dict(zip(header, values, strict=False))


_READERS = {"csv": _read_csv, "tsv": _read_tsv, "jsonl": _read_jsonl, "xlsx": _read_xlsx}


def _check_header(source: Source, header: list[str]) -> None:
    """Raises AnswerFileError unless the columns that every row needs are there."""
    if not any(header):
        raise AnswerFileError(f"{source.path} is empty", "give it a header line and one row per answer")
    cells: Cells = dict.fromkeys(header)
    for field, name in (source.columns or {}).items():
        if name not in cells:
            raise AnswerFileError(
                f"{source.path} has no column {name!r} for {field}", f"its columns are {', '.join(map(repr, header))}"
            )
    needed = ["answer"] if source.question_id else ["answer", "question_id"]
    for field in needed:
        if _column(source, field, cells) is None:
            raise AnswerFileError(
                f"{source.path} has no column for the {field.removesuffix('_id')} (columns: {', '.join(header)})",
                f"name the column, as in --map {field}=COLUMN"
                + (" or give --question ID" if field != "answer" else ""),
            )
