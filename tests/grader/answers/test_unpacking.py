"""Small files that would fill the memory are refused before they do."""

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from grader.answers import text as texts
from grader.answers import unpacking
from grader.answers.reading import read_rows
from grader.answers.rows import Source
from grader.errors import AnswerFileError

MEMORY = 100_000_000
SHEET, STRINGS, MANIFEST = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REMEDY = "save the sheet as CSV, which is read row by row"


def book(path: Path, **changes: Callable[[bytes], bytes]) -> Path:
    """A book of one answer whose parts were changed; packed as tight as it gets."""
    made = openpyxl.Workbook()
    for row in (["question_id", "answer"], ["gan", "Two networks compete."]):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[STRINGS] = b"<sst " + NAMESPACE + b"><si><t>answer</t></si></sst>"
    if STRINGS.encode() not in parts[MANIFEST]:
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        override = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (STRINGS.encode(), kind)
        parts[MANIFEST] = parts[MANIFEST].replace(b"</Types>", override)
    for name, change in changes.items():
        part = {"sheet": SHEET, "strings": STRINGS, "manifest": MANIFEST}[name]
        parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    """Why the book is refused, for which little memory is taken."""
    tracemalloc.start()
    try:
        with pytest.raises(AnswerFileError) as caught:
            list(read_rows(Source(path)))
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    return str(caught.value)


def test_texts_that_unpack_to_too_much(tmp_path: Path) -> None:
    text = b"A" * unpacking.MOST_TEXT
    path = book(tmp_path / "bomb.xlsx", strings=lambda old: old.replace(b"answer", text))
    assert path.stat().st_size < 1_000_000
    assert f"{path} is not read: its texts unpack to 128," in (told := refusal(path))
    assert told.endswith(f" bytes, more than the 128,000,000 that are read; {REMEDY}")


def test_texts_of_too_many_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_TAGS", 100_000)
    path = book(tmp_path / "bomb.xlsx", strings=lambda _: b"<sst " + NAMESPACE + b">" + b"<si/>" * 200_000 + b"</sst>")
    assert "tags, more than the 100,000 that are read" in refusal(path)


def test_a_row_without_end(tmp_path: Path) -> None:
    path = book(tmp_path / "bomb.xlsx", sheet=lambda old: old.replace(b"</row>", b"<c/>" * 1_500_000 + b"</row>", 1))
    assert refusal(path) == f"{path} is not read: a row of {SHEET} unpacks to more than 4,000,000 bytes; {REMEDY}"


def test_more_rows_than_a_sheet_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_ROWS", 100_000)
    path = book(
        tmp_path / "bomb.xlsx",
        sheet=lambda old: old.replace(b"</sheetData>", b'<row r="1"><c></c></row>' * 200_000 + b"</sheetData>"),
    )
    assert "has more than the 100,000 rows that a sheet can have" in refusal(path)


def test_a_row_of_a_number_beyond_all_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.answers.spreadsheet.MOST_ROWS", 1000)
    path = book(tmp_path / "far.xlsx", sheet=lambda old: old.replace(b'<row r="2"', b'<row r="99999999999999"'))
    told = f"{path} numbers a row beyond the 1,000 that a sheet can have; save it again from the spreadsheet"
    assert refusal(path) == told


def test_a_sheet_that_is_named_as_the_table_of_texts_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_TEXT", 100_000)
    path = book(
        tmp_path / "bomb.xlsx",
        manifest=lambda old: old.replace(b"/" + STRINGS.encode(), b"/" + SHEET.encode()),
        sheet=lambda old: old.replace(b"</sheetData>", b"<row><c></c></row>" * 10_000 + b"</sheetData>"),
    )
    assert "its texts unpack to" in refusal(path)


def test_entities_that_grow(tmp_path: Path) -> None:
    """Billions of laughs: expat itself stops them."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    path = book(
        tmp_path / "laughs.xlsx",
        strings=lambda _: (
            b'<!DOCTYPE sst [<!ENTITY l0 "ha">' + laughs + b"]><sst " + NAMESPACE + b"><si><t>&l9;</t></si></sst>"
        ),
    )
    assert refusal(path) == f"{path} is not a readable .xlsx file; save it again from the spreadsheet"


def test_long_rows_and_block_ends_within_a_row_are_no_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the blocks, a row's length is its own: here every row is just short enough."""
    path = book(tmp_path / "fine.xlsx", sheet=lambda old: old.replace(b"</row>", b" " * 4000 + b"</row>"))
    monkeypatch.setattr(unpacking, "LONGEST_ROW", 4600)
    for size in (1, 2, 5, 6, 7, 100):
        monkeypatch.setattr(unpacking, "_BLOCK", size)
        assert [row.answer for row in read_rows(Source(path))] == ["Two networks compete."]
    monkeypatch.setattr(unpacking, "LONGEST_ROW", 4000)
    for size in (1, 2, 5, 6, 7, 100):
        monkeypatch.setattr(unpacking, "_BLOCK", size)
        assert "unpacks to more than 4,000 bytes" in refusal(path)


@pytest.mark.parametrize("name", ["long.csv.gz", "long.jsonl.gz", "long.tsv.gz"])
def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(texts, "LONGEST_LINE", 1_000_000)
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"question_id,answer\ngan," + b"A" * 50_000_000, 1))
    assert refusal(path) == (
        f"{path} has a line of more than 1,000,000 characters; check that it is a file of answers, and complete"
    )


def test_a_packed_book_that_would_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_UNPACKED", 1_000_000)
    path = tmp_path / "book.xlsx.gz"
    path.write_bytes(gzip.compress(bytes(5_000_000), 1))
    assert refusal(path) == f"{path} unpacks to more than 1,000,000 bytes; give it unpacked"


def test_a_text_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_BYTES", 1_000_000)
    path = tmp_path / "answer.txt.gz"
    path.write_bytes(gzip.compress(bytes(5_000_000), 1))
    with pytest.raises(AnswerFileError) as caught:
        texts.read_text(path)
    assert str(caught.value) == f"{path} has more than 1,000,000 bytes; check that it is the file you mean, or split it"
