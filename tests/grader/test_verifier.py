"""The real verifier on either engine: what it notices that similarity cannot, and the same opinion in any company."""

from pathlib import Path

import pytest

from grader.errors import ModelError
from grader.verifier import CrossEncoder, load_verifier
from rubric import Question


@pytest.fixture(params=["verifier", "reference_verifier"])
def either(request: pytest.FixtureRequest) -> CrossEncoder:
    """The real verifier, on onnxruntime and on torch."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(
    ("question", "point", "right", "wrong"),
    [
        (
            "gan",
            "generator",
            "One of the two nets is fed random numbers and paints counterfeits from them.",
            "The generator looks at a picture and tells you whether it is a forgery.",
        ),
        (
            "batch-vs-stochastic-gradient-descent",
            "sgd-uses-one-example",
            "The stochastic kind learns from a lone record, drawn by lot, and moves on at once.",
            "The stochastic kind moves once it has been through the complete collection of records.",
        ),
        (
            "leaky-relu",
            "definition",
            "Left of zero it still tilts a little, by a hundredth or so.",
            "Left of zero it gives exactly nothing, as flat as the ordinary one.",
        ),
    ],
)
def test_free_wording_is_told_from_free_reversal(
    either: CrossEncoder, bank: dict[str, Question], question: str, point: str, right: str, wrong: str
) -> None:
    statement = bank[question].key_point(point).text
    said, reversed = either.read([(statement, right), (statement, wrong)])
    assert said.covered > reversed.covered
    assert said.contradicted < reversed.contradicted


def test_a_pair_gets_the_same_opinion_alone_and_in_company(either: CrossEncoder, bank: dict[str, Question]) -> None:
    pairs = [
        (point.text, question.reference_answers[0][:400]) for question in bank.values() for point in question.key_points
    ][:40]
    together = either.read(pairs)
    for index in (0, 11, 39):
        assert either.read([pairs[index]]) == [together[index]]


def test_nothing_asked_is_nothing_said(either: CrossEncoder) -> None:
    assert either.read([]) == []


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "verifier.safetensors"
    damaged.write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"does not load .*; reinstall, or use --no-verifier"):
        load_verifier("cpu", path=damaged)
