"""What a row of an answer file is: an answer to grade, or a row that says why it cannot be graded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIELDS: dict[str, tuple[str, ...]] = {
    "question_id": ("question_id", "question", "question id", "qid"),
    "answer": ("answer", "response", "answer_text", "text"),
    "candidate": ("candidate", "candidate_id", "name", "student", "student_id", "user"),
    "id": ("id", "row_id", "answer_id", "response_id"),
}
"""What a row is made of, and the column names each is found under (case does not matter)."""

Cells = dict[str, Any]
"""A row as it stands: column names (or JSON keys) to values."""


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

    `columns` maps fields to column names, `question_id` stands in for a missing column, `single` has
    further names that only one column may have, and `sheet` is the title of the one to read of a book.
    """

    path: Path
    format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] | None = None
    question_id: str | None = None
    single: Collection[str] = ()
    sheet: str | None = None
