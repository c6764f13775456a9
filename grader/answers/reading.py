"""Answer files -> rows. A bad file is an error, a bad row is a row that says why."""

import csv
import io
import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.answers.spreadsheet import Uncomputed, read_sheet
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
    """How to read a file.

    `columns` maps fields to column names, `question_id` stands in for a missing column, and `single`
    has further names that only one column may have.
    """

    path: Path
    format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] | None = None
    question_id: str | None = None
    single: Collection[str] = ()


_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}

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
    found = {field: cells.get(name) if name else None for field, name in names.items()}
    for field, value in found.items():
        if problem := _problem(value):
            return BadRow(file, line, _usable(found["id"]), f"its {field} {problem}")
    values = {field: _text(value) for field, value in found.items()}
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
    by_name = {_plain(name): name for name in reversed(list(cells))}
    return next((by_name[name] for name in FIELDS[field] if name in by_name), None)


def _problem(value: Any) -> str | None:
    """What a value is that is no text and no number either; None for one that can be used."""
    if isinstance(value, list | dict):
        return f"is a JSON {'array' if isinstance(value, list) else 'object'}, not a text"
    return value.reason if isinstance(value, Uncomputed) else None


def _usable(id: Any) -> str | None:
    """The id of a row that is bad for another reason, unless it is bad itself."""
    return None if _problem(id) or has_surrogate(str(id)) else _text(id)


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def has_surrogate(text: str) -> bool:
    """Does the text hold what JSON can write but no encoding can (a cut-off emoji, say)?"""
    return any("\ud800" <= character <= "\udfff" for character in text)


def _read_csv(source: Source, delimiter: str = ",") -> Iterator[tuple[int, Cells | BadRow]]:
    text = decode(read_bytes(source.path), str(source.path), source.encoding)
    csv.field_size_limit(sys.maxsize)
    records = list(_records(text, delimiter))
    header = records[0][1] if records else []
    _check_header(source, header)
    for line, values in records[1:-1]:
        yield from _cells(source, line, header, values)
    for line, values in records[1:][-1:]:
        if _is_left_open(text, line, delimiter):
            reason = "a quotation mark opens a cell in it and is never closed, so the rest of the file cannot be read"
            yield line, BadRow(str(source.path), line, None, reason)
        else:
            yield from _cells(source, line, header, values)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a table, each with the line it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for values in reader:
        yield line, values
        line = reader.line_num + 1


def _is_left_open(text: str, line: int, delimiter: str) -> bool:
    """Does the last record, which begins in that line, end within quotation marks?"""
    rest = list(io.StringIO(text, newline=""))[line - 1 :]
    try:
        list(csv.reader(rest, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _cells(
    source: Source, line: int, header: Sequence[str], values: Sequence[Any]
) -> Iterator[tuple[int, Cells | BadRow]]:
    """The row by column names; nothing for an empty one."""
    filled = [index for index, value in enumerate(values, 1) if value not in (None, "")]
    if filled and filled[-1] > len(header):
        reason = f"it has {filled[-1]} cells where the header has {len(header)}; quote cells that hold the separator"
        yield line, BadRow(str(source.path), line, None, reason)
    elif filled:
        yield line, dict(zip(header, values, strict=False))


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
    sheet = read_sheet(source.path)
    header = ["" if cell is None or isinstance(cell, Uncomputed) else str(cell) for cell in next(iter(sheet.rows), ())]
    while header and not header[-1]:
        header.pop()
    _check_header(source, header, f", row 1 of the sheet {sheet.title!r},")
    for number, values in enumerate(sheet.rows[1:], 2):
        yield from _cells(source, number, header, values)


_READERS = {"csv": _read_csv, "tsv": _read_tsv, "jsonl": _read_jsonl, "xlsx": _read_xlsx}


def _check_header(source: Source, header: list[str], place: str = "") -> None:
    """Raises AnswerFileError unless every column that is needed is there, and each field's only once.

    `place` says where in the file the header was looked for.
    """
    if not any(header):
        raise AnswerFileError(f"{source.path}{place} is empty", "give it a header line and one row per answer")
    _check_mapped(source, header)
    _check_needed(source, header)
    for field in FIELDS:
        _check_single(source, field, _rivals(source, field, header))
    for name in source.single:
        _check_single(source, name, [other for other in header if _plain(other) == name])


def _check_mapped(source: Source, header: list[str]) -> None:
    """Raises AnswerFileError unless every column that a field is mapped to is there."""
    for field, name in (source.columns or {}).items():
        if name not in header:
            _check_separator(source, header)
            raise AnswerFileError(
                f"{source.path} has no column {name!r} for {field}", f"its columns are {', '.join(map(repr, header))}"
            )


def _check_needed(source: Source, header: list[str]) -> None:
    """Raises AnswerFileError unless there is a column for all that every row needs."""
    needed = ["answer"] if source.question_id else ["answer", "question_id"]
    for field in needed:
        if _column(source, field, dict.fromkeys(header)) is None:
            _check_separator(source, header)
            raise AnswerFileError(
                f"{source.path} has no column for the {field.removesuffix('_id')} (columns: {', '.join(header)})",
                f"name the column, as in --map {field}=COLUMN"
                + (" or give --question ID" if field != "answer" else ""),
            )


def _rivals(source: Source, field: str, header: list[str]) -> list[str]:
    """The columns that a field could be read from under the name it is found by; more than one is too many."""
    found = _column(source, field, dict.fromkeys(header))
    if found is None or field in (source.columns or {}):
        return [name for name in header if name == found]
    return [name for name in header if _plain(name) == _plain(found)]


def _check_separator(source: Source, header: list[str]) -> None:
    """Raises AnswerFileError for a header in one piece that another separator would take apart."""
    for mark, name in _SEPARATORS.items():
        if len(header) == 1 and mark in header[0]:
            raise AnswerFileError(
                f"{source.path} separates its columns by {name}",
                "save it with commas as .csv, or with tabs as .tsv (or --format tsv)",
            )


def _check_single(source: Source, field: str, names: Sequence[str]) -> None:
    """Raises AnswerFileError when several columns have a name that the field is found under."""
    if len(names) > 1:
        raise AnswerFileError(
            f"{source.path} has several columns for the {field.removesuffix('_id')}: {', '.join(map(repr, names))}",
            "rename or remove all but one of them",
        )


def _plain(name: str) -> str:
    """A column's name as it is looked for."""
    return name.strip().lower()
