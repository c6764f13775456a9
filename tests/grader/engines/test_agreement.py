"""How far the two engines ever are from each other: on labelled answers to every question of the bank."""

from pathlib import Path

import pytest
from msgspec import structs

from grader.embedding import Encoder
from grader.grading import Graded, Grader
from grader.labelled import load
from grader.verifier import CrossEncoder
from rubric import Question

EVERY = 17
"""Each so manieth of the labelled answers: some two hundred, of all questions, writers and kinds."""


@pytest.fixture(scope="module")
def graded(
    grader: Grader, reference: Encoder, reference_verifier: CrossEncoder, bank: dict[str, Question]
) -> list[tuple[Graded, Graded]]:
    rows = load(sorted(Path("data/labelled").glob("*.jsonl")))[::EVERY]
    answers = [(bank[row.question_id], row.answer) for row in rows]
    slow = Grader(reference, verifier=reference_verifier)
    return list(zip(grader.grade_all(answers), slow.grade_all(answers), strict=True))


def test_signals_differ_by_no_more_than_rounding_can(graded: list[tuple[Graded, Graded]]) -> None:
    for ours, theirs in graded:
        pairs = zip(ours.observation.key_points, theirs.observation.key_points, strict=True)
        for one, other in pairs:
            for name, value in structs.asdict(one.signals).items():
                assert value == pytest.approx(getattr(other.signals, name), abs=1.5e-4), (ours.answer, one.id, name)


def test_log_odds_of_the_verifier_differ_in_the_last_digits(graded: list[tuple[Graded, Graded]]) -> None:
    for ours, theirs in graded:
        pairs = zip(ours.observation.key_points, theirs.observation.key_points, strict=True)
        for one, other in pairs:
            assert (one.opinion is None) == (other.opinion is None)
            if one.opinion and other.opinion:
                assert structs.astuple(one.opinion) == pytest.approx(structs.astuple(other.opinion), abs=5e-3)


def test_scores_agree(graded: list[tuple[Graded, Graded]]) -> None:
    for ours, theirs in graded:
        assert ours.grade.percent == pytest.approx(theirs.grade.percent, abs=0.1)
        assert [point.status for point in ours.grade.key_points] == [point.status for point in theirs.grade.key_points]


def test_a_grade_says_which_engine_it_is_from(graded: list[tuple[Graded, Graded]]) -> None:
    assert {(ours.grade.engine, theirs.grade.engine) for ours, theirs in graded} == {("onnx", "torch")}
