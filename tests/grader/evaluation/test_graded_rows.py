"""Files of scored answers -> questions to grade them by."""

import gzip
import json
from pathlib import Path

import pytest

from grader.errors import AnswerFileError, LabelError
from grader.evaluation.graded_rows import NEUTRAL_PROMPT, read_rated
from rubric import Question
from rubric.catalogue import Catalogue, open_catalogue

RUBRIC = [{"id": "kp_1", "text": "It is blue.", "weight": None}, {"id": "kp 1", "text": "It is wide.", "weight": 2}]


@pytest.fixture
def catalogue() -> Catalogue:
    return open_catalogue()


def write(path: Path, *rows: dict[str, object]) -> Path:
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_a_rubric_in_the_row_is_used(tmp_path: Path, catalogue: Catalogue, name: str) -> None:
    row = {"question_id": "1.6", "rubric": RUBRIC, "answer": "x", "score": 1, "rubric_labels": {"kp 1": 1, "kp_1": 0}}
    [answer] = read_rated(write(tmp_path / name, row), catalogue)
    points = answer.question.key_points
    assert [(point.id, point.text, point.weight) for point in points] == [
        ("kp-1", "It is blue.", 1),
        ("kp-1-2", "It is wide.", 2),
    ]
    assert (answer.question.id, answer.question.prompt, answer.group) == ("1-6", NEUTRAL_PROMPT, "1.6")
    assert answer.labels == {"kp-1": 0, "kp-1-2": 1}


def test_key_points_are_drafted_from_a_reference_answer(tmp_path: Path, catalogue: Catalogue) -> None:
    file = tmp_path / "rows.csv"
    file.write_text('question,reference,answer,score\nWhy rain?,"Warm water evaporates. Cold air condenses it.",x,1\n')
    [answer] = read_rated(file, catalogue)
    assert [point.text for point in answer.question.key_points] == ["Warm water evaporates. Cold air condenses it."]
    assert (answer.where, answer.group) == (f"{file}:2", "Why rain?")


def test_a_question_of_the_bank_has_the_bank_s_rubric(
    tmp_path: Path, catalogue: Catalogue, bank: dict[str, Question]
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("question_id,question,answer,score\nlstm,,x,1\n,gan,x,1\n")
    assert [answer.question for answer in read_rated(file, catalogue)] == [bank["lstm"], bank["gan"]]


@pytest.mark.parametrize("name", ["21", 21, " LSTM "])
def test_a_question_of_the_bank_is_found_by_its_number_too(
    tmp_path: Path, catalogue: Catalogue, name: str | int
) -> None:
    row = {"question_id": name, "answer": "x", "score": 1}
    [answer] = read_rated(write(tmp_path / "rows.jsonl", row), catalogue)
    assert answer.question is catalogue.find(str(name))


def test_a_rubric_is_made_once(tmp_path: Path, catalogue: Catalogue) -> None:
    rows = [{"question_id": "q", "rubric": RUBRIC, "answer": f"x{n}", "score": 1} for n in range(3)]
    answers = read_rated(write(tmp_path / "rows.jsonl", *rows), catalogue)
    assert len({id(answer.question) for answer in answers}) == 1


def test_a_limit_is_spread_over_the_file(tmp_path: Path, catalogue: Catalogue) -> None:
    rows = [{"question_id": "lstm", "answer": str(n), "score": 1} for n in range(10)]
    answers = read_rated(write(tmp_path / "rows.jsonl", *rows), catalogue, limit=4)
    assert [answer.row.answer for answer in answers] == ["0", "2", "5", "7"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"answer": "x", "score": 1}, "there is nothing to grade it by"),
        ({"answer": "x", "score": 1, "reference": "..."}, "the model answer is empty"),
        ({"answer": "x", "rubric": RUBRIC, "rubric_labels": {"kp_9": 1}}, "it labels 'kp_9', which is no key point"),
        ({"answer": "x\0", "score": 1, "question_id": "lstm"}, "the answer holds a NUL character"),
        ({"answer": "\ud83d", "score": 1, "question_id": "lstm"}, "it holds half of a character"),
        ({"answer": "x", "score": 1, "question_id": "lstm", "id": "\ud83d"}, "it holds half of a character"),
        ({"answer": "x", "score": 1, "question_id": "\ud83d", "reference": "So."}, "it holds half of a character"),
        ({"answer": "x", "score": 1, "rubric": [{"id": "\ud83d", "text": "a"}]}, "it holds half of a character"),
    ],
)
def test_a_row_that_cannot_be_graded_stops_with_its_line(
    tmp_path: Path, catalogue: Catalogue, row: dict[str, object], problem: str
) -> None:
    file = write(tmp_path / "rows.jsonl", {"answer": "x", "score": 1, "question_id": "lstm"}, row)
    with pytest.raises(LabelError) as caught:
        read_rated(file, catalogue)
    assert str(caught.value).startswith(f"{file}:2: {problem}")


def test_what_is_no_json_stops_with_its_line(tmp_path: Path, catalogue: Catalogue) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("\n{oops\n")
    with pytest.raises(LabelError) as caught:
        read_rated(file, catalogue)
    assert str(caught.value).startswith(f"{file}:2: it is not JSON: ")


def test_an_empty_file_says_so(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(LabelError, match="holds no answers"):
        read_rated(write(tmp_path / "rows.jsonl"), catalogue)


def test_two_columns_of_scores_are_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("question_id,answer,score,Score\nlstm,x,1,2\n")
    with pytest.raises(AnswerFileError, match="has several columns for the score: 'score', 'Score'"):
        read_rated(file, catalogue)
