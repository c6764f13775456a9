"""Bytes into text: marks are obeyed, anything else is UTF-8 or named, and errors name the place."""

import codecs
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers import text as texts
from grader.answers.text import decode, read_bytes, read_lines, read_text
from grader.errors import AnswerFileError

REMEDY = "save it as UTF-8, or name its encoding, as in --encoding latin-1"
MARKED = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
]


def message_of(data, encoding=None):
    with pytest.raises(AnswerFileError) as caught:
        decode(data, "sample.csv", encoding)
    return str(caught.value)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_utf_8_needs_no_mark(text):
    assert decode(text.encode(), "sample.csv") == text


@pytest.mark.parametrize(("mark", "encoding"), MARKED)
@given(text=st.text(min_size=1).filter(lambda text: text[0] != "\0"))
def test_a_byte_order_mark_is_obeyed_and_removed(mark, encoding, text):
    assert decode(mark + text.encode(encoding), "sample.csv") == text


@pytest.mark.parametrize(("mark", "encoding"), MARKED)
def test_a_byte_order_mark_is_removed_when_the_encoding_is_named_too(mark, encoding):
    assert decode(mark + "caf\u00e9".encode(encoding), "sample.csv", encoding) == "caf\u00e9"


@pytest.mark.parametrize(
    ("encoding", "text"), [("latin-1", "caf\u00e9"), ("cp1252", "\u20ac"), ("utf-16-le", "\u4e2d")]
)
def test_a_named_encoding_is_used(encoding, text):
    assert decode(text.encode(encoding), "sample.csv", encoding) == text


def test_line_ends_and_nul_stay_as_they_are():
    assert decode(b"a\r\nb\rc\n\0", "sample.csv") == "a\r\nb\rc\n\0"


@pytest.mark.parametrize(
    ("data", "encoding", "problem"),
    [
        (b"caf\xe9", None, "sample.csv is not UTF-8 (byte 0xe9 in line 1)"),
        (b"one\ntwo\ncaf\xe9\n", None, "sample.csv is not UTF-8 (byte 0xe9 in line 3)"),
        (b"one\n\xe9", "ascii", "sample.csv is not ascii (byte 0xe9 in line 2)"),
        (codecs.BOM_UTF8 + b"a\n\xe9", None, "sample.csv is not utf-8-sig (byte 0xe9 in line 2)"),
        # UTF-16 takes two bytes for each character; the last one stands alone.
        (codecs.BOM_UTF16_LE + b"a\0\n\0b", None, "sample.csv is not utf-16 (byte 0x62 in line 2)"),
    ],
)
def test_the_first_byte_that_does_not_fit_is_named_with_its_line(data, encoding, problem):
    assert message_of(data, encoding) == f"{problem}; {REMEDY}"


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "hex", "undefined", "a\0b", "\ud83d"])
def test_an_encoding_there_is_not_is_named(encoding):
    message = f"there is no encoding {encoding!r}; try utf-8, utf-16, latin-1 or cp1252"
    assert message_of(b"a", encoding) == message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["question_id,answer\nadam,It adapts.\n", "question_id,answer\nadam,\u4e2d\u0444\u00e9\n"]
)
def test_utf_16_without_a_mark_is_recognised(encoding, text):
    data = text.encode(encoding)
    problem = "sample.csv looks like UTF-16 without a byte order mark: every other byte is NUL"
    assert message_of(data) == f"{problem}; save it as UTF-8, or name its encoding, as in --encoding {encoding}"
    assert decode(data, "sample.csv", encoding) == text


@pytest.mark.parametrize("text", ["a\0b", "abc\0" * 9, "\0" * 40])
def test_nul_characters_alone_make_no_utf_16(text):
    assert decode(text.encode(), "sample.csv") == text


def test_a_file_is_read_and_decoded(tmp_path):
    path = tmp_path / "sample.txt"
    path.write_bytes("\ufeffcaf\u00e9\r\n".encode("utf-16-be"))
    assert read_text(path) == "caf\u00e9\r\n"


def test_an_empty_file_is_an_empty_text(tmp_path):
    path = tmp_path / "sample.txt"
    path.touch()
    assert read_text(path) == ""


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(AnswerFileError) as caught:
        read_bytes(tmp_path / "sample.txt")
    assert str(caught.value) == f"{tmp_path / 'sample.txt'} does not exist; check the path"


def test_a_directory_is_an_error(tmp_path):
    with pytest.raises(AnswerFileError) as caught:
        read_bytes(tmp_path)
    assert str(caught.value) == f"{tmp_path} is a directory; name the files in it"


def test_any_other_failure_is_an_error_with_the_systems_reason(tmp_path):
    path = tmp_path / "sample.txt"
    path.touch()
    with pytest.raises(AnswerFileError) as caught:
        read_bytes(path / "inside")
    message = f"{path / 'inside'} cannot be read (Not a directory); check the path and its permissions"
    assert str(caught.value) == message


def test_gzip_is_unpacked_whatever_the_name(tmp_path):
    file = tmp_path / "answer"
    file.write_bytes(gzip.compress(b"It adapts."))
    assert read_text(file) == "It adapts."


def test_a_damaged_gz_file_says_so(tmp_path):
    file = tmp_path / "rows.jsonl.gz"
    file.write_bytes(gzip.compress(b"It adapts.")[:-9])
    with pytest.raises(AnswerFileError, match="pack it again, or give it unpacked"):
        read_text(file)


@pytest.mark.parametrize(("mark", "encoding"), [(b"", "utf-8"), *MARKED])
@settings(deadline=None)  # it writes files
@given(text=st.text(min_size=1).filter(lambda text: text[0] not in "\0\ufeff"))
def test_lines_together_are_the_text(tmp_path_factory, mark, encoding, text):
    path = tmp_path_factory.getbasetemp() / "lines.txt"
    path.write_bytes(mark + text.encode(encoding))
    if not mark and "\0" in text:
        return  # it may be taken for UTF-16
    assert "".join(read_lines(path)) == text


@pytest.mark.parametrize(("encoding", "bad"), [("utf-8", b"\xe9"), ("utf-8", b"\xe4\xb8"), ("utf-16-le", b"\0\xdc")])
@pytest.mark.parametrize("before", [0, 1, 7, 100])
def test_the_line_of_a_byte_that_does_not_fit_is_counted_over_blocks(tmp_path, monkeypatch, encoding, bad, before):
    monkeypatch.setattr(texts, "BLOCK", 32)
    path = tmp_path / "lines.txt"
    path.write_bytes("eine Zeile \u4e2d\n".encode(encoding) * before + bad)
    with pytest.raises(AnswerFileError, match=rf"is not .* \(byte 0x{bad[0]:02x} in line {before + 1}\)"):
        list(read_lines(path, encoding))


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "hex", "undefined"])
def test_lines_in_an_encoding_there_is_not_are_an_error(tmp_path, encoding):
    path = tmp_path / "lines.txt"
    path.write_bytes(b"a")
    with pytest.raises(AnswerFileError, match="there is no encoding"):
        list(read_lines(path, encoding))
