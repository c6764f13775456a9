"""Tables: the same values in every kind of file, read again by other programs; hostile texts are text."""

import csv
import io
import json
from typing import Any

import openpyxl
from pyarrow import parquet

from grader.answers.cells import neutral
from grader.exporting.sheet import LONGEST, write_xlsx
from grader.exporting.tables import WRITERS
from grader.shown import visible
from tests.hostile import HOSTILE, WORD

COLUMNS = {"text": str, "share": float, "number": int}
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")
TEXTS = (*HOSTILE, *FORMULAS, 'a,b\n"c"\r\nd', "", None)
ROWS: list[dict[str, Any]] = [{"text": text, "share": 0.5, "number": n} for n, text in enumerate(TEXTS)]
EMPTY = {"text": None, "share": None, "number": None}


def written(ending: str, rows: list[dict[str, Any]]) -> bytes:
    file = io.BytesIO()
    assert WRITERS[ending](file, rows, COLUMNS) == 0
    return file.getvalue()


def test_csv() -> None:
    read = list(csv.DictReader(io.StringIO(written(".csv", ROWS).decode(), newline="")))
    assert [row["text"] for row in read] == [neutral(text) or "" for text in TEXTS]
    assert not [row for row in read if row["text"].startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row["share"] for row in read} == {"0.5"}


def test_json_lines() -> None:
    assert [json.loads(line) for line in written(".jsonl", ROWS).decode().split("\n")[:-1]] == ROWS


def test_parquet() -> None:
    table = parquet.read_table(io.BytesIO(written(".parquet", [*ROWS, EMPTY])))
    assert table.to_pylist() == [*ROWS, EMPTY]
    assert [str(field.type) for field in table.schema] == ["string", "double", "int64"]


def test_a_parquet_file_without_a_row_has_its_columns() -> None:
    assert parquet.read_table(io.BytesIO(written(".parquet", []))).column_names == list(COLUMNS)


def test_xlsx() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(".xlsx", ROWS))).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [visible(text) or None if text else None for text in TEXTS]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}  # none is a formula
    assert [cell.quotePrefix for cell in cells if cell.value in ("=1+1", "@SUM(A1)")] == [True, True]
    assert [cell.value for cell in sheet[2][1:]] == [0.5, 0]


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    file = io.BytesIO()
    smile = "\U0001f600"  # two units of UTF-16
    rows = [{**ROWS[0], "text": text} for text in (WORD, "x" * LONGEST, smile * 20_000, "short")]
    assert write_xlsx(file, rows, COLUMNS) == 2
    cells = [row[0].value for row in openpyxl.load_workbook(file).active.iter_rows(min_row=2)]
    assert [len(text.encode("utf-16-le")) // 2 for text in cells] == [LONGEST, LONGEST, LONGEST, 5]
    assert cells[0].endswith("x [cut: 100,000 characters]")
