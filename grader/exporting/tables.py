"""Rows -> files of bytes: CSV, JSON Lines, XLSX, Parquet, all with the same columns and values."""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO

from grader.answers.cells import csv_writer, neutral
from grader.answers.writing import Row
from grader.exporting.rows import Columns
from grader.exporting.sheet import write_xlsx
from grader.extras import from_extra

Writer = Callable[[IO[bytes], Iterable[Row], Columns], int]
"""Writes a table. Returns how many texts had to be cut."""

GROUP = 10_000
"""Rows written to Parquet at once."""


@contextmanager
def _text(file: IO[bytes]) -> Iterator[IO[str]]:
    text = io.TextIOWrapper(file, "utf-8", newline="")
    yield text
    text.detach()  # which writes what is left, and leaves the file open


def write_csv(file: IO[bytes], rows: Iterable[Row], columns: Columns) -> int:
    """CSV in UTF-8, header first; no cell is a formula to a spreadsheet."""
    with _text(file) as text:
        writer = csv_writer(text, list(columns))
        writer.writeheader()
        for row in rows:
            writer.writerow({name: neutral(value) for name, value in row.items()})
    return 0


def write_jsonl(file: IO[bytes], rows: Iterable[Row], columns: Columns) -> int:
    """An object a line."""
    for row in rows:
        file.write(json.dumps({name: row[name] for name in columns}, ensure_ascii=False).encode() + b"\n")
    return 0


def write_parquet(file: IO[bytes], rows: Iterable[Row], columns: Columns) -> int:
    """Parquet. Raises ExtraError when pyarrow is not installed."""
    with from_extra("parquet", "a Parquet file"):
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    kinds = {str: pa.string(), float: pa.float64(), int: pa.int64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    left = iter(rows)
    with ParquetWriter(file, schema) as writer:
        while part := list(islice(left, GROUP)):
            writer.write_table(pa.Table.from_pylist(part, schema))
    return 0


WRITERS: dict[str, Writer] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".xlsx": write_xlsx,
    ".parquet": write_parquet,
}
"""By the ending of the file's name."""
