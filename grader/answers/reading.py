"""Answer files -> rows, one at a time. A bad file is an error, a bad row is a row that says why."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.answers.header import column
from grader.answers.jsonlines import read_jsonl
from grader.answers.rows import FIELDS, AnswerRow, BadRow, Cells, Source
from grader.answers.spreadsheet import Uncomputed, read_xlsx
from grader.answers.tables import read_table
from grader.answers.text import check_readable
from grader.errors import AnswerFileError
from grader.legible import has_surrogate

FORMATS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx"}
"""File name endings and the format each stands for; any of them may be followed by .gz."""

_READERS: dict[str, Callable[[Source], Iterator[tuple[int, Cells | BadRow]]]] = {
    "csv": read_table,
    "tsv": lambda source: read_table(source, separator="\t"),
    "jsonl": read_jsonl,
    "xlsx": read_xlsx,
}


def read_cells(source: Source) -> Iterator[tuple[int, Cells | BadRow]]:
    """The rows of an answer file as they stand, each with its line.

    Raises AnswerFileError when the file cannot be read, is empty or lacks a needed column.
    """
    found = _format(source)
    if source.sheet is not None and found != "xlsx":
        raise AnswerFileError(f"{source.path} has no sheets", "leave out --sheet, or give a .xlsx file")
    return _READERS[found](source)


def read_rows(source: Source) -> Iterator[AnswerRow | BadRow]:
    """The rows of an answer file, in order.

    Raises AnswerFileError when the file cannot be read, is empty or lacks a needed column.
    """
    seen: set[str] = set()
    count = 0

    @lru_cache(maxsize=16)  # rows of a file have the same columns, or nearly
    def columns(names: tuple[str, ...]) -> dict[str, str | None]:
        return {field: column(source, field, names) for field in FIELDS}

    for line, cells in read_cells(source):
        count += 1
        row = cells if isinstance(cells, BadRow) else _row(source, line, cells, columns(tuple(cells)))
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
        check_readable(source.path)  # a missing file or a directory is the better message
        raise AnswerFileError(
            f"{source.path}: cannot tell its format from the name", f"name it {', '.join(FORMATS)} or give --format"
        )
    return found


def _row(source: Source, line: int, cells: Cells, names: Mapping[str, str | None]) -> AnswerRow | BadRow:
    """The row, whose fields are in the columns of these names."""
    file = str(source.path)
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
