"""Statements put into a rubric's file, and taken out: nothing else in it changes."""

import tomllib
from pathlib import Path

import pytest

from rubric.amending import Statements, amended, put_in, taken_out
from rubric.loading import parse

FILE = """\
# The sky, as children ask about it.
id = "sky"
prompt = "What can be said of the sky?"
topic = "nature"
level = "basic"
reference_answers = ["The sky is blue. Clouds bring rain."]

[[key_points]]
id = "blue"
text = "The sky is blue."
hint = "Which colour?"  # not its weight
wordings = [
  "Overhead it looks azure.",  # seldom said
]
counter_statements = []

[[key_points]]
id = "rain"
text = "Clouds bring rain."
hint = "What falls?"
wordings = ["It pours from clouds."]
"""
FURTHER = {
    "blue": Statements(wordings=('A "cobalt" dome \\ over us.', "Blau."), counter_statements=("It is green.",)),
    "rain": Statements(wordings=("Drops fall.",)),
}


def test_statements_stand_behind_those_that_were_there() -> None:
    blue, rain = parse(tomllib.loads(put_in(FILE, FURTHER)), "sky").key_points
    assert blue.wordings == ("Overhead it looks azure.", 'A "cobalt" dome \\ over us.', "Blau.")
    assert blue.counter_statements == ("It is green.",)
    assert rain.wordings == ("It pours from clouds.", "Drops fall.")


def test_what_is_taken_out_leaves_the_file_to_the_letter() -> None:
    assert taken_out(put_in(FILE, FURTHER), FURTHER) == FILE


def test_what_was_edited_since_stays() -> None:
    edited = put_in(FILE, FURTHER).replace('"Blau.",', '"Blau, said in German.",').replace("Which colour?", "Colour?")
    [blue, _] = parse(tomllib.loads(taken_out(edited, FURTHER)), "sky").key_points
    assert blue.wordings == ("Overhead it looks azure.", "Blau, said in German.")
    assert blue.hint == "Colour?"


def test_a_key_point_without_lists_gets_them() -> None:
    bare = FILE.replace('wordings = ["It pours from clouds."]\n', "")
    put = put_in(bare, FURTHER)
    assert parse(tomllib.loads(put), "sky").key_point("rain").wordings == ("Drops fall.",)
    assert parse(tomllib.loads(taken_out(put, FURTHER)), "sky") == parse(tomllib.loads(bare), "sky")


@pytest.mark.parametrize("path", sorted(Path("rubric/bank").glob("*.toml")), ids=lambda path: path.stem)
def test_the_file_and_the_question_in_memory_learn_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    question = parse(tomllib.loads(text), path.stem)
    further = {point.id: FURTHER["blue"] for point in question.key_points[::2]}
    put = put_in(text, further)
    assert parse(tomllib.loads(put), path.stem) == amended(question, further)
    assert taken_out(put, further) == text
