"""XLSX -> the rows of a sheet as they stand, one at a time; cells without a usable value say so."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from grader.answers.header import check_header
from grader.answers.rows import BadRow, Cells, Source
from grader.answers.tables import named
from grader.answers.text import open_seekable
from grader.answers.unpacking import MOST_ROWS, check_unpacked
from grader.errors import AnswerFileError

_TROUBLE = (
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
)
"""Whatever openpyxl trips over in a damaged book, besides its own error."""


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """Stands for the value of a cell that has none: `reason` says what it is instead."""

    reason: str


def read_xlsx(source: Source) -> Iterator[tuple[int, Cells | BadRow]]:
    """The rows of the sheet, the first one if none is named, each with its number.

    Raises AnswerFileError when the book cannot be read or has no such sheet.
    """
    with open_seekable(source.path) as file, open_seekable(source.path) as again, _damage_named(source.path):
        check_unpacked(file, source.path)
        sheet = _open(file, source, values=True)
        rows = _values(sheet, _Formulas(again, source))
        header = ["" if cell is None or isinstance(cell, Uncomputed) else str(cell) for cell in next(rows, ())]
        while header and not header[-1]:
            header.pop()
        check_header(source, header, f", row 1 of the sheet {sheet.title!r},")
        for number, values in enumerate(rows, 2):
            if number > MOST_ROWS:  # openpyxl makes up the rows that are missing, without end if one says so
                raise AnswerFileError(
                    f"{source.path} numbers a row beyond the {MOST_ROWS:,} that a sheet can have",
                    "save it again from the spreadsheet",
                )
            yield from named(source, number, header, values)


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        yield
    except (InvalidFileException, *_TROUBLE) as error:
        raise AnswerFileError(f"{path} is not a readable .xlsx file", "save it again from the spreadsheet") from error


def _open(file: IO[bytes], source: Source, *, values: bool) -> Any:
    """The sheet, to be read row by row, with values or with formulas."""
    import openpyxl

    book = openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if source.sheet is not None and source.sheet not in sheets:
        raise AnswerFileError(
            f"{source.path} has no sheet {source.sheet!r}", f"its sheets are {', '.join(map(repr, sheets))}"
        )
    sheet = book.worksheets[0] if source.sheet is None else sheets[source.sheet]
    sheet.reset_dimensions()  # what the file says of its size may be stale, and rows would be dropped
    return sheet


def _values(sheet: Any, formulas: "_Formulas") -> Iterator[list[Any]]:
    for at, row in enumerate(sheet.iter_rows()):
        values = [_value(cell) for cell in row]
        hollow = {column for column, cell in enumerate(row) if _is_hollow(cell)}
        for column in hollow.intersection(formulas.in_row(at) if hollow else ()):
            values[column] = Uncomputed("is a formula whose result was not saved")
        yield values


class _Formulas:
    """Where a sheet has formulas, asked about in the order of its rows. Read only if it is asked."""

    def __init__(self, file: IO[bytes], source: Source) -> None:
        self._rows = enumerate(self._read(file, source))

    def in_row(self, at: int) -> set[int]:
        """The columns, from 0, of the formulas in that row, from 0."""
        cells = next(row for number, row in self._rows if number == at)
        return {column for column, cell in enumerate(cells) if cell.data_type == "f"}

    @staticmethod
    def _read(file: IO[bytes], source: Source) -> Iterator[Sequence[Any]]:
        yield from _open(file, source, values=False).iter_rows()


def _value(cell: Any) -> Any:
    return Uncomputed(f"is the error {cell.value}") if cell.data_type == "e" else cell.value


def _is_hollow(cell: Any) -> bool:
    """Is the cell in the file, but without a value, as a formula is that no spreadsheet has computed?

    A formula whose result is an empty text says that it is a text.
    """
    from openpyxl.cell.read_only import EmptyCell

    return cell.value is None and not isinstance(cell, EmptyCell) and cell.data_type == "n"
