"""Cells of CSV that no spreadsheet takes for formulas, and rows of them."""

import csv
from collections.abc import Sequence
from typing import IO, Any

_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def neutral(value: Any) -> Any:
    """A cell value no spreadsheet takes for a formula: a quote goes before = + - @ of any width, and white space.

    As the OWASP advice on CSV injection has it. Numbers stay numbers.
    """
    if isinstance(value, str) and is_formula(value):
        return "'" + value
    return value


def restored(cell: str) -> str:
    """A cell as it was before `neutral` put a quote in front of it."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def is_formula(text: str) -> bool:
    """Would a spreadsheet compute it?"""
    return text.startswith(_STARTS)


def csv_writer(file: IO[str], columns: Sequence[str]) -> "csv.DictWriter[str]":
    """A writer of CSV; what a row has beside the columns is left out, what it lacks left empty."""
    return csv.DictWriter(_Lines(file), columns, extrasaction="ignore", restval="")


class _Lines:
    """Ends rows with a line feed. The csv module must not: it would then leave a lone return unquoted."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, row: str) -> None:
        self._file.write(row.removesuffix("\r\n") + "\n")
