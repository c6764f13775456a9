"""XLSX -> the rows of the first sheet as they stand; cells without a usable value say so."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.answers.text import read_bytes
from grader.errors import AnswerFileError


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """Stands for the value of a cell that has none: `reason` says what it is instead."""

    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's title, and the values of its rows from the first on; rows may differ in length."""

    title: str
    rows: list[list[Any]]


def read_sheet(path: Path) -> Sheet:
    """The first sheet of the book. Raises AnswerFileError when it cannot be read."""
    from openpyxl.utils.exceptions import InvalidFileException

    data = read_bytes(path)
    try:
        return _sheet(data)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        SyntaxError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
        OSError,
    ) as error:  # whatever openpyxl trips over in a damaged book
        raise AnswerFileError(f"{path} is not a readable .xlsx file", "save it again from the spreadsheet") from error


def _sheet(data: bytes) -> Sheet:
    title, cells = _cells(data, values=True)
    rows = [[_value(cell) for cell in row] for row in cells]
    hollow = {(at, column) for at, row in enumerate(cells) for column, cell in enumerate(row) if _is_hollow(cell)}
    for at, column in hollow.intersection(_formulas(data) if hollow else ()):
        rows[at][column] = Uncomputed("is a formula whose result was not saved")
    return Sheet(title, rows)


def _cells(data: bytes, *, values: bool) -> tuple[str, list[Sequence[Any]]]:
    """The title and the cells of the first sheet, with values or with formulas."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its size may be stale, and rows would be dropped
    return sheet.title, list(sheet.iter_rows())  # a damaged sheet shows only when read


def _formulas(data: bytes) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of every formula."""
    _, rows = _cells(data, values=False)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.data_type == "f":
                yield at, column


def _value(cell: Any) -> Any:
    return Uncomputed(f"is the error {cell.value}") if cell.data_type == "e" else cell.value


def _is_hollow(cell: Any) -> bool:
    """Is the cell in the file, but without a value, as a formula is that no spreadsheet has computed?

    A formula whose result is an empty text says that it is a text.
    """
    from openpyxl.cell.read_only import EmptyCell

    return cell.value is None and not isinstance(cell, EmptyCell) and cell.data_type == "n"
