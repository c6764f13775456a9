"""Rows -> a spreadsheet in which text is text: no formulas, no control characters, no cell longer than cells may be."""

from collections.abc import Iterable
from typing import IO, Any

from grader.answers.cells import is_formula
from grader.answers.unpacking import MOST_ROWS
from grader.answers.writing import Row
from grader.errors import ExportError
from grader.exporting.rows import Columns
from grader.shown import visible

LONGEST = 32_767
"""Characters that a cell may hold."""

CUT = " [cut: {:,} characters]"
"""What the end of a cell says that could not hold its text."""


def write_xlsx(file: IO[bytes], rows: Iterable[Row], columns: Columns) -> int:
    """A book of one sheet. Returns how many texts had to be cut. Raises ExportError when the rows are too many."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("grades")
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    cut = 0

    def cell(value: Any) -> Any:
        nonlocal cut
        if not isinstance(value, str):
            return value
        text, whole = _fitting(visible(value))
        cut += not whole
        made = WriteOnlyCell(sheet, text)
        made.data_type = "s"  # "=1+1" is a text, too
        made.quotePrefix = is_formula(text)  # and stays one when somebody edits it
        return made

    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS:
            raise ExportError(f"a sheet holds {MOST_ROWS:,} rows, and there are more", "write .csv or .parquet")
        sheet.append([cell(row[name]) for name in columns])
    book.save(file)
    return cut


def _fitting(text: str) -> tuple[str, bool]:
    """The text, or as much of it as a cell holds, saying so; and whether it is whole. A cell counts in UTF-16."""
    if len(text) <= LONGEST and (text.isascii() or len(text.encode("utf-16-le")) <= 2 * LONGEST):
        return text, True
    note = CUT.format(len(text))
    room = text.encode("utf-16-le")[: 2 * (LONGEST - len(note))]
    return room.decode("utf-16-le", "ignore") + note, False
