"""Rows of data files: every form, and every way a row can be wrong."""

import pytest

from grader.answers.spreadsheet import Uncomputed
from grader.errors import LabelError
from grader.evaluation.rated import RubricItem, read_row

LIST = '[{"id": "a", "text": "It is blue.", "weight": null}, "It is wide."]'


def test_a_row_of_a_table_is_read_like_one_of_json() -> None:
    cells = {"Question": "Why?", "Reference": "So.", "ANSWER": "Because.", "score": "2.5", "score_max": "5", "id": 7}
    row = read_row(cells, "t.csv:2")
    assert (row.question, row.model_answer, row.answer, row.human, row.most) == ("Why?", "So.", "Because.", 2.5, 5)


@pytest.mark.parametrize("rubric", [LIST, [{"id": "a", "text": "It is blue."}, "It is wide."]])
def test_a_rubric_may_be_json_or_a_list(rubric: object) -> None:
    row = read_row({"answer": "x", "score": 1, "rubric": rubric}, "here")
    assert row.rubric == (RubricItem("It is blue.", "a"), RubricItem("It is wide."))


def test_a_rubric_may_be_a_key_point_a_line() -> None:
    row = read_row({"answer": "x", "score": 1, "rubric": "It is blue.\n\nIt is wide."}, "here")
    assert row.rubric == (RubricItem("It is blue."), RubricItem("It is wide."))


def test_our_own_labelled_form_has_levels_and_statuses() -> None:
    labels = {"a": "covered", "b": "partial", "c": "missing", "d": "contradicted"}
    cells = {"id": "x-1", "question_id": "x", "kind": "good", "level": 4, "answer": "y", "labels": labels}
    row = read_row(cells, "here")
    assert (row.human, row.most) == (4, 5)
    assert row.point_labels == {"a": 1, "b": 1, "c": 0, "d": 0}


def test_a_label_that_is_null_is_unknown() -> None:
    row = read_row({"answer": "x", "score": None, "rubric_labels": {"a": 1, "b": None, "c": 0}}, "here")
    assert (row.human, row.point_labels) == (None, {"a": 1, "c": 0})


@pytest.mark.parametrize(
    ("given", "two"),
    [({"me": 3, "other": 4.5}, (3, 4.5)), ([1, 0, 1], (1, 0)), ([1], None), ({"votes_per_item": {"a": [1]}}, None)],
)
def test_two_annotators_come_by_name_or_in_order(given: object, two: object) -> None:
    assert read_row({"answer": "x", "score": 1, "annotator_scores": given}, "here").two_scores == two


def test_votes_come_by_key_point() -> None:
    given = {"votes_per_item": {"a": [0, 1, 1], "b": [1, 1, None, 0]}}
    row = read_row({"answer": "x", "score": 1, "annotator_scores": given}, "here")
    assert row.votes == ((0, 1, 1), (1, 1, 0))


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({}, "it has neither a score nor key-point labels"),
        ({"score": "good"}, "Expected `float | null`, got `str` - at `score`"),
        ({"score": -1}, "its score -1 is not a number from 0 to 1,000,000"),
        ({"score": float("nan")}, "its score nan is not a number from 0 to 1,000,000"),
        ({"score": 6, "score_max": 5}, "its score 6 is above its score_max 5"),
        ({"score": 0, "score_max": 0}, "its score_max 0 is not a number above 0, up to 1,000,000"),
        ({"score": 1e308}, "its score 1e+308 is not a number from 0 to 1,000,000"),
        ({"score": 0, "score_max": 1e308}, "its score_max 1e+308 is not a number above 0, up to 1,000,000"),
        (
            {"score": 1, "annotator_scores": [1, 1e308]},
            "a score of its annotators is not a number up to 1,000,000",
        ),
        (
            {"score": 1, "annotator_scores": {"me": 10**400, "other": 1}},
            "a score of its annotators is not a number up to 1,000,000",
        ),
        (
            {"score": 1, "annotator_scores": [1, float("nan")]},
            "a score of its annotators is not a number up to 1,000,000",
        ),
        (
            {"score": 1, "rubric": [{"text": "a", "weight": 1e308}]},
            "the key point 'a' has the weight 1e+308; it must be above 0, up to 1,000,000",
        ),
        ({"score": 1, "rubric": [{"text": " "}]}, "a key point of its rubric is empty"),
        (
            {"score": 1, "rubric": [{"text": "a", "weight": 0}]},
            "the key point 'a' has the weight 0; it must be above 0, up to 1,000,000",
        ),
        ({"score": 1, "rubric": [{"id": "a"}]}, "Object missing required field `text` - at `rubric[0]`"),
        ({"score": 1, "rubric_labels": {"a": 2}}, "Expected `bool | null`, got `int` - at `rubric_labels[...]`"),
        ({"score": 1, "rubric": "[{"}, "Expected `array | null`, got `str` - at `rubric`"),
    ],
)
def test_a_row_that_cannot_be_used_says_where_and_why(cells: dict[str, object], problem: str) -> None:
    with pytest.raises(LabelError) as caught:
        read_row({"answer": "x"} | cells, "rows.jsonl:3")
    assert str(caught.value) == f"rows.jsonl:3: {problem}; docs/metrics.md shows the form"


def test_a_cell_without_a_value_counts_where_it_is_of_interest() -> None:
    cells = {"answer": "x", "score": 1, "notes": Uncomputed("is the error #N/A")}
    assert read_row(cells, "t.xlsx:2").human == 1
    with pytest.raises(LabelError, match=r"t\.xlsx:2: its score is the error #REF!; mend or remove the row"):
        read_row(cells | {"score": Uncomputed("is the error #REF!")}, "t.xlsx:2")


def test_a_score_of_400_digits_is_no_traceback() -> None:
    with pytest.raises(LabelError, match="t:2"):
        read_row({"answer": "x", "score": 10**400}, "t:2")
