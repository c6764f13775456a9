"""CSV files that people fill in, read whole: a bad file is an error, a bad row is a row that says why."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from grader.answers.text import read_text
from grader.errors import GraderError

Row = Mapping[str, str]
Problem = TypeVar("Problem", bound=GraderError)


def read_form(
    path: Path, needed: Sequence[str], problem: type[Problem], remedy: str
) -> list[tuple[int, Row | Problem]]:
    """The rows of a CSV file, each with the line it ends on; a `problem` for one that the header does not fit.

    Raises a `problem` when it is no CSV file, or lacks a needed column, for which `remedy` says what to do.
    """
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), restval="", strict=True)
    try:
        missing = [name for name in needed if name not in (reader.fieldnames or ())]
        if missing:
            raise problem(f"{path} has no column {' and no '.join(missing)}", remedy)
        return [(reader.line_num, _row(row, problem)) for row in reader]
    except csv.Error as error:
        raise problem(f"{path}:{reader.line_num} is no CSV: {error}", "save it as CSV again") from error


def _row(cells: dict[str | None, str], problem: type[Problem]) -> Row | Problem:
    if None in cells:
        return problem("the row has more cells than the header", "quote cells that hold a comma")
    return {str(name): cell for name, cell in cells.items()}
