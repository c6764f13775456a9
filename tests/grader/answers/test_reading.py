"""Answer files into rows: every format, every way a file or a row can be bad."""

import csv
import gzip
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers import tables
from grader.answers.reading import read_rows
from grader.answers.rows import AnswerRow, BadRow, Source
from grader.errors import AnswerFileError

HEADER = "question_id,answer,candidate,id\n"
CELLS = ["adam", "It adapts.", "Sample Ana", "1"]


def read(path, content, **options):
    """The rows of a file with that content, less the name of the file."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows = list(read_rows(Source(path, **options)))
    assert all(row.file == str(path) for row in rows)
    return rows


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(book, name, content):
    """The workbook with one part of the archive replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def sheet(*rows, dimension="A1:B9"):
    """The part of a workbook that holds a sheet of these rows of cells."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, 1))
    size = f'<dimension ref="{dimension}"/>'
    return f'<worksheet xmlns="{namespace}">{size}<sheetData>{data}</sheetData></worksheet>'.encode()


def cells(number, question, answer):
    """A row of a sheet: the question as text, and the cell of the answer as it stands."""
    return f'<c r="A{number}" t="inlineStr"><is><t>{question}</t></is></c><c r="B{number}" {answer}</c>'


def packed_otherwise(book):
    """The workbook with a way of packing that there is not."""
    return book.replace(b"PK\x01\x02\x14\x03\x14\0\0\0\x08\0", b"PK\x01\x02\x14\x03\x14\0\0\0\x63\0")


UNNAMED = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet/></sheets></workbook>'
)


def in_words(value):
    """The same name of a test in every run: a workbook holds the time it was made."""
    return "workbook" if isinstance(value, bytes) else None


@pytest.fixture
def table(tmp_path):
    return tmp_path / "sample.csv"


@pytest.fixture
def lines(tmp_path):
    return tmp_path / "sample.jsonl"


@pytest.fixture
def book(tmp_path):
    return tmp_path / "sample.xlsx"


def message_of(path, content, **options):
    with pytest.raises(AnswerFileError) as caught:
        read(path, content, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("sample.csv", HEADER + ",".join(CELLS), 2),
        ("sample.CSV", HEADER + ",".join(CELLS), 2),
        ("sample.tsv", HEADER.replace(",", "\t") + "\t".join(CELLS), 2),
        ("sample.tab", HEADER.replace(",", "\t") + "\t".join(CELLS), 2),
        ("sample.jsonl", json.dumps(dict(zip(HEADER.strip().split(","), CELLS, strict=True))), 1),
        ("sample.ndjson", json.dumps(dict(zip(HEADER.strip().split(","), CELLS, strict=True))), 1),
        ("sample.xlsx", workbook([HEADER.strip().split(","), CELLS]), 2),
    ],
    ids=in_words,
)
def test_every_format_gives_the_same_row(tmp_path, name, content, line):
    path = tmp_path / name
    assert read(path, content) == [AnswerRow(str(path), line, "1", "adam", "It adapts.", "Sample Ana")]


def test_the_format_can_be_named(tmp_path):
    rows = read(tmp_path / "sample.txt", "question_id\tanswer\nadam\tIt adapts.\n", format="tsv")
    assert [row.answer for row in rows] == ["It adapts."]


def test_a_name_that_says_no_format_is_an_error(tmp_path):
    path = tmp_path / "sample.txt"
    endings = ".csv, .tsv, .tab, .jsonl, .ndjson, .xlsx"
    assert (
        message_of(path, HEADER) == f"{path}: cannot tell its format from the name; name it {endings} or give --format"
    )


@pytest.mark.parametrize("name", ["sample.csv", "sample.jsonl", "sample.xlsx", "sample"])
def test_a_missing_file_is_an_error(tmp_path, name):
    with pytest.raises(AnswerFileError) as caught:
        list(read_rows(Source(tmp_path / name)))
    assert str(caught.value) == f"{tmp_path / name} does not exist; check the path"


@pytest.mark.parametrize("name", ["sample.csv", "sample.jsonl", "sample.xlsx", "sample"])
def test_a_directory_is_an_error(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(AnswerFileError) as caught:
        list(read_rows(Source(tmp_path / name)))
    assert str(caught.value) == f"{tmp_path / name} is a directory; name the files in it"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("sample.csv", "", "is empty"),
        ("sample.csv", HEADER, "holds no answers"),
        ("sample.csv", HEADER + ",,,\n\n", "holds no answers"),
        ("sample.tsv", "", "is empty"),
        ("sample.jsonl", "", "holds no answers"),
        ("sample.jsonl", "\n \n", "holds no answers"),
        ("sample.xlsx", workbook([]), ", row 1 of the sheet 'Sheet', is empty"),
        ("sample.xlsx", workbook([[], ["question_id", "answer"]]), ", row 1 of the sheet 'Sheet', is empty"),
        ("sample.xlsx", workbook([["question_id", "answer"]]), "holds no answers"),
    ],
    ids=in_words,
)
def test_a_file_without_answers_is_an_error(tmp_path, name, content, problem):
    path = tmp_path / name
    message = message_of(path, content).removeprefix(str(path)).lstrip(" ")
    assert message == f"{problem}; give it a header line and one row per answer"


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffquestion_id,answer\nadam,caf\u00e9\n".encode(),
        "\ufeffquestion_id,answer\nadam,caf\u00e9\n".encode("utf-16-le"),
        "\ufeffquestion_id,answer\nadam,caf\u00e9\n".encode("utf-16-be"),
        b"question_id,answer\r\nadam,caf\xc3\xa9\r\n",
        b"question_id,answer\radam,caf\xc3\xa9\r",
    ],
)
def test_byte_order_marks_and_any_line_ends_are_read(table, data):
    assert read(table, data) == [AnswerRow(str(table), 2, None, "adam", "caf\u00e9", None)]


def test_a_byte_order_mark_is_no_part_of_the_first_column_when_the_encoding_is_named(table):
    data = "\ufeffquestion_id,answer\nadam,caf\u00e9\n".encode()
    assert [row.answer for row in read(table, data, encoding="utf-8")] == ["caf\u00e9"]


@pytest.mark.parametrize("name", ["sample.csv", "sample.tsv", "sample.jsonl"])
def test_latin_1_is_an_error_that_names_the_byte_and_the_line(tmp_path, name):
    path = tmp_path / name
    problem = f"{path} is not UTF-8 (byte 0xe9 in line 3)"
    remedy = "save it as UTF-8, or name its encoding, as in --encoding latin-1"
    assert message_of(path, b"question_id,answer\nadam,x\nadam,caf\xe9\n") == f"{problem}; {remedy}"


def test_latin_1_is_read_when_it_is_named(table):
    rows = read(table, b"question_id,answer\nadam,caf\xe9\n", encoding="latin-1")
    assert [row.answer for row in rows] == ["caf\u00e9"]


def test_a_nul_character_reaches_the_answer(table):
    assert [row.answer for row in read(table, "question_id,answer\nadam,a\0b\n")] == ["a\0b"]


def test_a_row_is_named_by_the_line_it_begins_at(table):
    # The header takes lines 1 and 2, the first answer 3 to 5, and line 6 is blank.
    rows = read(table, 'question_id,"the\nanswer"\nadam,"a\nb\n""c"""\n\nlstm,d\n', columns={"answer": "the\nanswer"})
    assert [(row.line, row.answer) for row in rows] == [(3, 'a\nb\n"c"'), (7, "d")]


@settings(deadline=None)  # it writes files
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=5))
def test_answers_come_out_of_csv_as_they_went_in(tmp_path_factory, answers):
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([["question_id", "answer"], *(["adam", answer] for answer in answers)])
    rows = read(tmp_path_factory.getbasetemp() / "sample.csv", file.getvalue())
    assert [row.answer for row in rows] == answers


@settings(deadline=None)  # it writes files
@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=5))
def test_answers_come_out_of_json_lines_as_they_went_in(tmp_path_factory, answers):
    content = "".join(
        json.dumps({"question_id": "adam", "answer": answer}, ensure_ascii=False) + "\n" for answer in answers
    )
    rows = read(tmp_path_factory.getbasetemp() / "sample.jsonl", content)
    assert [(row.line, row.answer) for row in rows] == list(enumerate(answers, 1))


@pytest.mark.parametrize(
    "header", ["question,response", "QID,Answer_Text", " Question ID , TEXT ", "text,question_id,answer"]
)
def test_columns_are_known_by_several_names_in_any_case(table, header):
    # Of two names for the answer, "answer" comes before "text".
    cells = "other,adam,It adapts." if header.startswith("text") else "adam,It adapts."
    assert read(table, f"{header}\n{cells}\n") == [AnswerRow(str(table), 2, None, "adam", "It adapts.", None)]


def test_other_columns_are_ignored(table):
    rows = read(table, "grade,question_id,answer,\n5,adam,It adapts.,x\n")
    assert rows == [AnswerRow(str(table), 2, None, "adam", "It adapts.", None)]


def test_columns_can_be_mapped(table):
    columns = {"question_id": "task", "answer": "solution", "candidate": "who", "id": "key"}
    rows = read(table, "key,who,task,solution,answer\n1,Sample Ana,adam,It adapts.,no\n", columns=columns)
    assert rows == [AnswerRow(str(table), 2, "1", "adam", "It adapts.", "Sample Ana")]


def test_a_mapped_column_that_is_not_there_is_an_error(table):
    message = f"{table} has no column 'solution' for answer; its columns are 'question_id', 'answer'"
    assert message_of(table, "question_id,answer\nadam,a\n", columns={"answer": "solution"}) == message


def test_a_mapped_key_that_a_json_object_lacks_makes_a_bad_row(lines):
    rows = read(lines, '{"question_id": "adam", "answer": "a"}', columns={"answer": "solution"})
    assert rows == [BadRow(str(lines), 1, None, "it has no answer column")]


@pytest.mark.parametrize(
    ("header", "options", "problem"),
    [
        ("answer,question_id,answer", {}, "the answer: 'answer', 'answer'"),
        ("Answer,question_id,answer ", {}, "the answer: 'Answer', 'answer '"),
        ("question_id,question_id,answer", {}, "the question: 'question_id', 'question_id'"),
        ("question_id,answer,a,a", {"columns": {"candidate": "a"}}, "the candidate: 'a', 'a'"),
    ],
)
@pytest.mark.parametrize("name", ["sample.csv", "sample.xlsx"])
def test_two_columns_of_the_name_that_a_field_is_found_under_are_an_error(tmp_path, name, header, options, problem):
    path = tmp_path / name
    content = f"{header}\na,b,c\n" if name.endswith("csv") else workbook([header.split(","), ["a", "b", "c"]])
    message = f"{path} has several columns for {problem}; rename or remove all but one of them"
    assert message_of(path, content, **options) == message


def test_two_columns_of_a_name_that_is_not_looked_at_are_no_error(table):
    rows = read(table, "question_id,answer,text,notes,notes,Answer\nadam,a,b,c,d,e\n", columns={"answer": "answer"})
    assert [row.answer for row in rows] == ["a"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["sample.csv", "sample.tsv", "sample.csv.gz"])
@pytest.mark.parametrize("options", [{}, {"columns": {"answer": "answer"}}, {"question_id": "lstm"}])
def test_the_header_line_says_what_separates_the_columns(tmp_path, mark, name, options):
    path = tmp_path / name
    content = f'question_id{mark}answer\nadam{mark}"a{mark} b, c; d"\n'.encode()
    rows = read(path, gzip.compress(content) if name.endswith("gz") else content, **options)
    assert rows == [AnswerRow(str(path), 2, None, "adam", f"a{mark} b, c; d", None)]


def test_a_format_s_own_separator_is_preferred(table):
    rows = read(table, "question_id,answer,x;question_id;answer\nadam,a,b\n")
    assert [row.answer for row in rows] == ["a"]


def test_a_header_of_several_lines_may_have_another_separator(table):
    rows = read(table, '"the\nanswer";question_id\n"a;\nb";adam\n', columns={"answer": "the\nanswer"})
    assert rows == [AnswerRow(str(table), 3, None, "adam", "a;\nb", None)]


def test_a_table_is_read_row_by_row(table):
    table.write_bytes(b"question_id,answer\n" + b"adam,it adapts\n" * 9_998 + b"adam,caf\xe9\n")
    rows = read_rows(Source(table))
    assert [next(rows).line for _ in range(5)] == [2, 3, 4, 5, 6]
    with pytest.raises(AnswerFileError, match="byte 0xe9 in line 10000"):
        list(rows)


def test_a_cell_that_would_fill_the_memory_is_one_that_is_never_closed(table, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST_CELL", 1000)
    [first, second] = read(table, 'question_id,answer\nadam,a\nadam,"b\n' + "adam,c\n" * 1000)
    assert first.answer == "a"
    assert second == BadRow(str(table), 3, None, tables.LEFT_OPEN)


NO_ANSWER = "has no column for the answer (columns: task, solution); name the column, as in --map answer=COLUMN"
NO_QUESTION = (
    "has no column for the question (columns: task, answer); "
    "name the column, as in --map question_id=COLUMN or give --question ID"
)


@pytest.mark.parametrize(
    ("header", "options", "problem"),
    [
        ("task,solution", {}, NO_ANSWER),
        ("task,solution", {"question_id": "adam"}, NO_ANSWER),
        ("task,answer", {}, NO_QUESTION),
    ],
)
@pytest.mark.parametrize("name", ["sample.csv", "sample.xlsx"])
def test_a_file_without_a_needed_column_is_an_error(tmp_path, name, header, options, problem):
    path = tmp_path / name
    content = f"{header}\na,b\n" if name.endswith("csv") else workbook([header.split(","), ["a", "b"]])
    assert message_of(path, content, **options) == f"{path} {problem}"


def test_a_question_that_is_given_stands_in_for_rows_that_name_none(table):
    rows = read(table, "question_id,answer\nadam,a\n,b\n", question_id="lstm")
    assert [row.question_id for row in rows] == ["adam", "lstm"]


def test_a_question_that_is_given_stands_in_for_the_column(table):
    assert [row.question_id for row in read(table, "answer\na\n", question_id="lstm")] == ["lstm"]


def test_an_empty_answer_is_an_answer(table):
    assert read(table, "question_id,answer\nadam,\n") == [AnswerRow(str(table), 2, None, "adam", "", None)]


@pytest.mark.parametrize(
    ("row", "id", "reason"),
    [
        (",It adapts.,Sample Ana,1", "1", "it names no question"),
        ("adam", None, "it has no answer column"),
        ("adam,a,b,1,c", None, "it has 5 cells where the header has 4; quote cells that hold the separator"),
    ],
)
def test_a_bad_row_of_a_table_says_why_and_stops_no_other(table, row, id, reason):
    rows = read(table, f"{HEADER}{row}\nadam,a,,2\n")
    assert rows == [BadRow(str(table), 2, id, reason), AnswerRow(str(table), 3, "2", "adam", "a", None)]


def test_a_quotation_mark_that_is_never_closed_is_reported_where_it_opens(table):
    [first, second] = read(table, 'question_id,answer\nadam,a\nadam,"b\nadam,c\nadam,d\n')
    assert first == AnswerRow(str(table), 2, None, "adam", "a", None)
    reason = "a quotation mark opens a cell in it and is never closed, so the rest of the file cannot be read"
    assert second == BadRow(str(table), 3, None, reason)


def test_a_row_of_a_sheet_that_is_wider_than_its_header_says_so(tmp_path):
    book = tmp_path / "wide.xlsx"
    book.write_bytes(workbook([["question_id", "answer"], ["adam", "It adapts", "and more"], ["adam", "b", None]]))
    wide, fine = read_rows(Source(book))
    assert wide == BadRow(
        str(book), 2, None, "it has 3 cells where the header has 2; quote cells that hold the separator"
    )
    assert fine == AnswerRow(str(book), 3, None, "adam", "b", None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("adam", "it is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[1]", "it is not a JSON object"),
        ("null", "it is not a JSON object"),
        ('{"answer": "a"}', "it names no question"),
        ('{"question_id": "adam"}', "it has no answer column"),
        ('{"question_id": "adam", "answer": "\\ud83d"}', "it holds half of a character (a lone surrogate)"),
        ('{"question_id": "adam", "answer": ["a"]}', "its answer is a JSON array, not a text"),
        ('{"question_id": {"a": 1}, "answer": "a"}', "its question_id is a JSON object, not a text"),
        (
            "[" * 100_000,
            "it is not JSON: maximum recursion depth exceeded while decoding a JSON array from a unicode string",
        ),
    ],
)
def test_a_bad_line_of_json_lines_says_why_and_stops_no_other(lines, line, reason):
    rows = read(lines, f'{line}\n\n{{"question_id": "adam", "answer": "a"}}\n')
    assert rows == [BadRow(str(lines), 1, None, reason), AnswerRow(str(lines), 3, None, "adam", "a", None)]


def test_numbers_and_null_are_read_as_their_text(lines):
    rows = read(lines, '{"question_id": 6, "answer": 42, "id": 1}\n{"question_id": 6, "answer": null}\n')
    expected = [AnswerRow(str(lines), 1, "1", "6", "42", None), AnswerRow(str(lines), 2, None, "6", "", None)]
    assert rows == expected


def test_a_line_separator_inside_a_string_begins_no_line(lines):
    rows = read(lines, '{"question_id": "adam", "answer": "a\u2028b\x85c"}\r\n')
    assert rows == [AnswerRow(str(lines), 1, None, "adam", "a\u2028b\x85c", None)]


def test_an_id_that_was_used_makes_a_bad_row(table):
    rows = read(table, f"{HEADER}adam,a,,1\nadam,b,,2\nadam,c,,1\nadam,d,,\nadam,e,,\n")
    assert [row.id for row in rows] == ["1", "2", "1", None, None]
    assert rows[2] == BadRow(str(table), 4, "1", "the id '1' was used by an earlier row")
    assert [isinstance(row, AnswerRow) for row in rows] == [True, True, False, True, True]


def test_rows_of_a_spreadsheet_are_named_by_their_row_number(book):
    rows = read(book, workbook([["question_id", None, "answer"], ["adam", None, "a"], [], [6, "note", 42]]))
    assert [(row.line, row.question_id, row.answer) for row in rows] == [(2, "adam", "a"), (4, "6", "42")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"question_id,answer\nadam,a\n",
        workbook([["question_id", "answer"]])[:100],
        with_part(workbook([["question_id", "answer"]]), "xl/workbook.xml", b"<workbook"),
        with_part(workbook([["question_id", "answer"]]), "xl/worksheets/sheet1.xml", b"<worksheet"),
        with_part(workbook([["question_id", "answer"]]), "xl/workbook.xml", UNNAMED),
        packed_otherwise(workbook([["question_id", "answer"]])),
    ],
    ids=in_words,
)
def test_a_damaged_spreadsheet_is_an_error(book, content):
    message = f"{book} is not a readable .xlsx file; save it again from the spreadsheet"
    assert message_of(book, content) == message


HEAD = cells(1, "question_id", 't="inlineStr"><is><t>answer</t></is>')


def book_of(*rows, **options):
    return with_part(workbook([[]]), "xl/worksheets/sheet1.xml", sheet(HEAD, *rows, **options))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ('t="e"><v>#N/A</v>', "its answer is the error #N/A"),
        ('t="e"><f>A9+1</f><v>#REF!</v>', "its answer is the error #REF!"),
        ("><f>A2</f>", "its answer is a formula whose result was not saved"),
    ],
)
def test_a_cell_of_a_sheet_without_a_value_makes_a_bad_row(book, answer, reason):
    rows = read(book, book_of(cells(2, "adam", answer), cells(3, "lstm", "><f>A2</f><v>7</v>")))
    assert rows == [BadRow(str(book), 2, None, reason), AnswerRow(str(book), 3, None, "lstm", "7", None)]


@pytest.mark.parametrize("answer", ['t="str"><f>""</f><v></v>', 's="0">'])
def test_an_empty_result_and_an_empty_cell_are_empty_answers(book, answer):
    rows = read(book, book_of(cells(2, "adam", answer), cells(3, "lstm", "><f>A2</f>")))
    assert rows[0] == AnswerRow(str(book), 2, None, "adam", "", None)
    assert isinstance(rows[1], BadRow)


def test_a_formula_that_is_not_looked_at_is_no_matter(book):
    content = workbook([["question_id", "answer", "words"], ["adam", "a", "=LEN(B2)"]])
    assert read(book, content) == [AnswerRow(str(book), 2, None, "adam", "a", None)]


def test_a_text_that_looks_like_an_error_is_a_text(book):
    rows = read(book, book_of(cells(2, "adam", 't="inlineStr"><is><t>#N/A</t></is>')))
    assert [row.answer for row in rows] == ["#N/A"]


def test_rows_beyond_the_size_that_a_sheet_claims_are_read(book):
    rows = [cells(number, "adam", f"><v>{number}</v>") for number in range(2, 5)]
    assert [row.answer for row in read(book, book_of(*rows, dimension="A1:A2"))] == ["2", "3", "4"]


def book_with_sheets(*titles):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in titles:
        sheet = book.create_sheet(title)
        sheet.append(["question_id", "answer"])
        sheet.append(["adam", f"On {title}."])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("sheet", "answer"), [(None, "On First."), ("First", "On First."), ("Second", "On Second.")])
def test_a_sheet_is_read_by_its_title(book, sheet, answer):
    assert [row.answer for row in read(book, book_with_sheets("First", "Second"), sheet=sheet)] == [answer]


def test_a_sheet_there_is_not_is_an_error_that_lists_the_sheets(book):
    message = f"{book} has no sheet 'Third'; its sheets are 'First', 'Second'"
    assert message_of(book, book_with_sheets("First", "Second"), sheet="Third") == message


def test_a_table_has_no_sheets(table):
    message = f"{table} has no sheets; leave out --sheet, or give a .xlsx file"
    assert message_of(table, f"{HEADER}adam,a\n", sheet="First") == message


def test_a_gzipped_book_is_read(tmp_path):
    path = tmp_path / "sample.xlsx.gz"
    assert [row.answer for row in read(path, gzip.compress(book_with_sheets("First")))] == ["On First."]


def test_formulas_far_apart_are_found(book):
    answers = ["><f>A2</f>", 't="inlineStr"><is><t>a</t></is>', "><f>A2</f><v>7</v>", "><f>A2</f>"]
    rows = read(book, book_of(*(cells(number, "adam", answer) for number, answer in enumerate(answers, 2))))
    assert [isinstance(row, BadRow) for row in rows] == [True, False, False, True]
