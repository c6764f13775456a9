"""Results out: CSV that a spreadsheet reads as data, and JSON Lines that hold everything."""

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.cells import neutral
from grader.answers.rows import AnswerRow, BadRow
from grader.answers.writing import ResultWriter
from grader.coverage import Evidence
from grader.grade import Grade, KeyPointGrade, NextStep, StatedMisconception
from grader.log.records import Record

ANSWER = "It adapts. It is slow."
GRADE = Grade(
    question_id="adam",
    points=1.5,
    max_points=3.0,
    percent=50.0,
    band="fair",
    interval=(40.5, 60.0),
    needs_review=True,
    conditions=("too_short", "keyword_list"),
    key_points=(
        KeyPointGrade(
            id="adapts",
            text="It adapts the step.",
            weight=2.0,
            status="covered",
            coverage=0.9,
            points=1.5,
            counts=True,
            evidence=Evidence("It adapts.", 0, 10),
            hint="What changes?",
        ),
        KeyPointGrade(
            id="momentum",
            text="It has momentum.",
            weight=1.0,
            status="missing",
            coverage=0.1,
            points=0.0,
            counts=True,
            evidence=None,
            hint="What else?",
        ),
    ),
    misconceptions=(
        StatedMisconception(id="slow", penalty=1.0, evidence=Evidence("It is slow.", 11, 22), correction="It is fast."),
    ),
    next_step=NextStep(key_point="momentum", gain=1.0, hint="What else?"),
    feedback="Covered 1 of 2 key points.\nMissing: What else?",
    rubric_hash="ab12",
    calibration="cd34",
    model="sample-model",
    weights_hash="ef56",
    verifier=None,
    device="cpu",
    version="0.1.0",
)
RECORD = Record(
    grade_id="0123456789abcdef", created="2026-01-02T03:04:05+00:00", candidate="Sample Ana", answer=ANSWER, grade=GRADE
)
ROW = AnswerRow("sample.csv", 2, "7", "adam", ANSWER, "Sample Ana")
BAD = BadRow("sample.csv", 3, "8", "it names no question")


def written(*results, as_json=False, level="answer"):
    file = io.StringIO(newline="")
    writer = ResultWriter(file, as_json=as_json, level=level)
    for result in results:
        writer.write(result)
    return file.getvalue()


def table(*results, level="answer"):
    return list(csv.DictReader(io.StringIO(written(*results, level=level), newline="")))


def with_grade(**fields):
    return msgspec.structs.replace(RECORD, grade=msgspec.structs.replace(GRADE, **fields))


ANSWER_HEADER = (
    "file,line,id,grade_id,candidate,question_id,points,max_points,percent,band,low,high,needs_review,"
    "conditions,feedback,rubric_hash,model,version,error\n"
)
KEY_POINT_HEADER = (
    "file,line,id,grade_id,candidate,question_id,key_point_id,key_point,weight,status,coverage,points,"
    "evidence,start,end\n"
)


@pytest.mark.parametrize(("level", "header"), [("answer", ANSWER_HEADER), ("key_point", KEY_POINT_HEADER)])
def test_a_table_has_a_header_even_without_results(level, header):
    assert written(level=level) == header


@pytest.mark.parametrize("level", ["answer", "key_point"])
def test_json_lines_without_results_are_empty(level):
    assert written(as_json=True, level=level) == ""


def test_an_answer_is_one_row_of_the_table():
    assert table((ROW, RECORD)) == [
        {
            "file": "sample.csv",
            "line": "2",
            "id": "7",
            "grade_id": "0123456789abcdef",
            "candidate": "Sample Ana",
            "question_id": "adam",
            "points": "1.5",
            "max_points": "3.0",
            "percent": "50.0",
            "band": "fair",
            "low": "40.5",
            "high": "60.0",
            "needs_review": "1",
            "conditions": "too_short keyword_list",
            "feedback": "Covered 1 of 2 key points.\nMissing: What else?",
            "rubric_hash": "ab12",
            "model": "sample-model",
            "version": "0.1.0",
            "error": "",
        }
    ]


def test_a_key_point_is_one_row_of_its_table():
    source = ["sample.csv", "2", "7", "0123456789abcdef", "Sample Ana", "adam"]
    adapts = ["adapts", "It adapts the step.", "2.0", "covered", "0.9", "1.5", "It adapts.", "0", "10"]
    momentum = ["momentum", "It has momentum.", "1.0", "missing", "0.1", "0.0", "", "", ""]
    rows = table((ROW, RECORD), level="key_point")
    assert [list(row.values()) for row in rows] == [source + adapts, source + momentum]


def test_a_bad_row_says_why_in_the_table():
    (row,) = table(BAD)
    filled = {name: value for name, value in row.items() if value}
    assert filled == {"file": "sample.csv", "line": "3", "id": "8", "error": "it names no question"}


def test_a_bad_row_says_why_in_json_lines():
    assert json.loads(written(BAD, as_json=True)) == {
        "schema_version": 1,
        "error": "it names no question",
        "source": {"file": "sample.csv", "line": 3, "id": "8"},
    }


@pytest.mark.parametrize("as_json", [True, False])
def test_a_bad_row_has_no_key_points(as_json):
    assert written(BAD, as_json=as_json, level="key_point") == written(as_json=as_json, level="key_point")


def test_json_lines_hold_the_whole_grade_and_where_it_comes_from():
    document = json.loads(written((ROW, RECORD), as_json=True))
    assert document.pop("source") == {"file": "sample.csv", "line": 2, "id": "7"}
    assert document.pop("schema_version") == 1
    assert (document.pop("grade_id"), document.pop("candidate")) == ("0123456789abcdef", "Sample Ana")
    assert (document.pop("created"), document.pop("answer")) == ("2026-01-02T03:04:05+00:00", ANSWER)
    assert msgspec.convert(document, Grade) == GRADE


def test_a_key_point_is_one_line_of_json_lines():
    lines = written((ROW, RECORD), as_json=True, level="key_point").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["key_point_id"], row["evidence"], row["start"]) for row in rows] == [
        ("adapts", "It adapts.", 0),
        ("momentum", None, None),
    ]


def test_evidence_quotes_the_answer_between_start_and_end():
    row = table((ROW, RECORD), level="key_point")[0]
    assert ANSWER[int(row["start"]) : int(row["end"])] == row["evidence"]


def test_results_are_written_in_order_one_line_each():
    lines = written(BAD, (ROW, RECORD), BAD, as_json=True).splitlines()
    assert ["error" in json.loads(line) for line in lines] == [True, False, True]


def test_letters_beyond_ascii_are_written_as_they_are():
    record = msgspec.structs.replace(RECORD, candidate="Jos\u00e9 \u6797")
    assert '"candidate": "Jos\u00e9 \u6797"' in written((ROW, record), as_json=True)
    assert ",Jos\u00e9 \u6797," in written((ROW, record))


def test_what_a_grade_lacks_is_an_empty_cell_and_null():
    row = AnswerRow("sample.csv", 2, None, "adam", ANSWER, None)
    record = msgspec.structs.replace(RECORD, grade_id=None, candidate=None)
    (cells,) = table((row, record))
    document = json.loads(written((row, record), as_json=True))
    assert (cells["id"], cells["grade_id"], cells["candidate"]) == ("", "", "")
    assert (document["source"]["id"], document["grade_id"], document["candidate"]) == (None, None, None)


def test_a_grade_that_needs_no_review_and_has_no_conditions():
    (cells,) = table((ROW, with_grade(needs_review=False, conditions=())))
    assert (cells["needs_review"], cells["conditions"]) == ("0", "")


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=", '=HYPERLINK("x")', "\uff1d1+1", "\uff20A1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gets_a_quote_before_it(formula):
    assert neutral(formula) == "'" + formula


@pytest.mark.parametrize("value", ["", "a=1", " text", "'=1", 1, -1, -0.5, None, True])
def test_anything_else_stays_as_it_is(value):
    assert neutral(value) is value


@given(st.text())
def test_no_text_is_a_formula_once_it_is_neutral(text):
    assert not neutral(text).startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
    assert neutral(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_table_is_a_formula(formula):
    row = AnswerRow(formula, 2, formula, "adam", formula, formula)
    point = msgspec.structs.replace(GRADE.key_points[0], text=formula, evidence=Evidence(formula, 0, len(formula)))
    record = msgspec.structs.replace(with_grade(feedback=formula, key_points=(point,)), candidate=formula)
    (answer,), (point,) = table((row, record)), table((row, record), level="key_point")
    safe = "'" + formula
    assert {answer[name] for name in ("file", "id", "candidate", "feedback")} == {safe}
    assert {point[name] for name in ("file", "id", "candidate", "key_point", "evidence")} == {safe}


@pytest.mark.parametrize("formula", FORMULAS)
def test_json_lines_keep_a_formula_as_it_is(formula):
    record = msgspec.structs.replace(RECORD, candidate=formula)
    assert json.loads(written((ROW, record), as_json=True))["candidate"] == formula


@pytest.mark.parametrize("text", ["a,b", 'say "b"', "a\nb", "a\rb", "a\r\nb", "a;b\tc"])
def test_separators_quotes_and_line_ends_survive_in_a_table(text):
    assert table((ROW, with_grade(feedback=text)))[0]["feedback"] == text


def test_flushing_hands_everything_to_the_file(tmp_path):
    path = tmp_path / "sample.jsonl"
    with path.open("w", encoding="utf-8") as file:
        writer = ResultWriter(file, as_json=True, level="answer")
        writer.write(BAD)
        writer.flush()
        assert path.read_text(encoding="utf-8") == written(BAD, as_json=True)
