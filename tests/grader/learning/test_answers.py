"""Files of labelled answers, in every form that a coach may have them in."""

import json
from pathlib import Path

import pytest

from grader.errors import LabelError
from grader.learning.answers import Taught, read_taught
from rubric import Question


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def test_a_column_per_key_point(file: Path, sky: Question) -> None:
    file.write_text("answer,writer,blue,rain\nAzure.,ana,1,missing\nPouring.,ben,,covered\n")
    # blue weighs 2 and rain 1, so that blue alone deserves 2/3
    assert read_taught(file, sky) == [
        Taught("Azure.", {"blue": "covered", "rain": "missing"}, 0.667, "writer ana"),
        Taught("Pouring.", {"rain": "covered"}, None, "writer ben"),
    ]


def test_the_form_of_our_own_labelled_answers(tmp_path: Path, sky: Question) -> None:
    file = tmp_path / "answers.jsonl"
    row = {"question_id": "sky", "answer": "Azure.", "writer": 3, "level": 5, "labels": {"blue": "partial"}}
    file.write_text(json.dumps(row) + "\n" + json.dumps({**row, "question_id": "sea"}) + "\n")
    assert read_taught(file, sky) == [Taught("Azure.", {"blue": "partial"}, 1.0, "writer 3")]


def test_full_marks_cover_all_and_other_scores_say_only_how_much(file: Path, sky: Question) -> None:
    file.write_text("answer,score,score_max\nAzure pours.,4,4\nAzure.,2,4\n")
    full, half = read_taught(file, sky)
    assert full.labels == {"blue": "covered", "rain": "covered"}
    assert (half.labels, half.share) == ({}, 0.5)


def test_exported_reviews_are_read_and_answers_that_nobody_reviewed_passed_over(file: Path, sky: Question) -> None:
    file.write_text(
        "grade_id,review_id,candidate,question_id,answer,max_points,points,key_points\n"
        "a,r1,Sample Ana,sky,Azure.,3,2,blue=covered rain=missing\n"
        "b,,Sample Ben,sky,Pouring.,3,,\n"
    )
    labels = {"blue": "covered", "rain": "missing"}
    assert read_taught(file, sky) == [Taught("Azure.", labels, 0.667, "candidate Sample Ana")]


def test_a_text_that_comes_again_is_one_answer(file: Path, sky: Question) -> None:
    file.write_text("answer,blue\nIt is azure.,covered\nit  is AZURE.,missing\n")
    assert [row.labels for row in read_taught(file, sky)] == [{"blue": "covered"}]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("answer,blue\nAzure.,blue\n", "answers.csv:2: 'blue' is no status of 'blue'; write one of covered,"),
        ("answer,score\nAzure.,3\n", "answers.csv:2: its score has no score_max, and no key point is labelled"),
        ("answer,question_id,blue\nAzure.,lstm,covered\n", "holds no answers to 'sky'"),
        ("answer\nAzure.\n", "answers.csv:2: it has neither a score nor key-point labels"),
        (
            "answer,key_points\nAzure.,green=covered\n",
            "answers.csv:2: it labels 'green', which is no key point of 'sky'",
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(file: Path, sky: Question, rows: str, said: str) -> None:
    file.write_text(rows)
    with pytest.raises(LabelError) as caught:
        read_taught(file, sky)
    assert said in str(caught.value)
