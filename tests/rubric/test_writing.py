"""Question -> TOML and back."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric import KeyPoint, Question
from rubric.bank import questions
from rubric.loading import load_file, parse
from rubric.writing import to_toml

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(lambda text: text.strip() != "")

SKY = """\
# first doubt
id = "sky"
prompt = "What is the sky?"
topic = "nature"
level = "basic"
reference_answers = ["It is blue."]

[[key_points]]
# is short
id = "blue"
text = "It is \\"blue\\"."
hint = "Look up."
weight = 2
wordings = []
counter_statements = []
"""


def sky(**changes: object) -> Question:
    point = KeyPoint(id="blue", text='It is "blue".', hint="Look up.", weight=2)
    fields = {
        "id": "sky",
        "prompt": "What is the sky?",
        "topic": "nature",
        "level": "basic",
        "reference_answers": ("It is blue.",),
        "key_points": (point,),
    }
    return Question(**fields | changes)


def test_a_rubric_is_laid_out_to_be_edited() -> None:
    assert to_toml(sky(), {"": ["first\ndoubt"], "blue": ["is short"]}) == SKY


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    file = tmp_path / "sky.toml"
    file.write_text(to_toml(sky()), encoding="utf-8")
    assert load_file(file) == sky()


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_every_question_of_the_bank_survives(question: Question) -> None:
    assert parse(tomllib.loads(to_toml(question)), "written") == question


@pytest.mark.parametrize(
    "text", ["\nfirst line empty", 'three """\n quotes""""', "a \\\nb\\", "a\r\nb", "\x7f\n\t\u2028"]
)
def test_awkward_text_survives(text: str) -> None:
    question = sky(reference_answers=(text,), prompt=text)
    assert parse(tomllib.loads(to_toml(question)), "written") == question


@given(TEXT, st.lists(TEXT, min_size=1, max_size=3))
def test_any_text_survives(text: str, texts: list[str]) -> None:
    point = KeyPoint(id="blue", text=text, hint=text, wordings=tuple(texts), counter_statements=(text,))
    question = sky(prompt=text, reference_answers=tuple(texts), key_points=(point,))
    assert parse(tomllib.loads(to_toml(question, {"blue": [text]})), "written") == question
