"""`grader rubric draft`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from rubric.loading import load_file, load_files

Run = Callable[..., Result]

ANSWER = """Air scatters short waves of light more than long ones.
Blue light has short waves. The eye is less sensitive to violet.
"""
RUBRIC = """\
# write wordings: there are none, so only answers near the model answer's words are recognised
# write counter-statements: there are none, so fluent answers that are wrong may earn points
# write hints: they only say which place in the answer is meant
id = "why-sky-blue"
prompt = "Why is the sky blue?"
topic = "light"
level = "basic"
reference_answers = [
    \"\"\"Air scatters short waves of light more than long ones.
Blue light has short waves. The eye is less sensitive to violet.\"\"\",
]

[[key_points]]
id = "air-scatters-short"
text = "Air scatters short waves of light more than long ones."
hint = "The model answer makes 3 points. What could number 1 be?"
weight = 3
wordings = []
counter_statements = []

[[key_points]]
id = "light-short-waves"
text = "Blue light has short waves."
hint = "The model answer makes 3 points. What could number 2 be?"
weight = 2
wordings = []
counter_statements = []

[[key_points]]
id = "eye-less-sensitive"
text = "The eye is less sensitive to violet."
hint = "The model answer makes 3 points. What could number 3 be?"
weight = 2
wordings = []
counter_statements = []
"""
MANY = "# Weather\n\n## 1. Why rain?\n\nWarm water evaporates.\n\n## Why rain?\n\nCold air condenses vapour.\n"
QUESTION = "Why is the sky blue?"


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER)
    return file


def test_the_draft_goes_to_stdout_and_doubts_to_stderr(run: Run) -> None:
    done = run("rubric", "draft", QUESTION, "-", "--topic", "light", "--level", "basic", input=ANSWER)
    assert (done.exit_code, done.stdout) == (0, RUBRIC)
    assert done.stderr.splitlines()[1] == (
        "why-sky-blue: as a whole: write counter-statements: there are none, "
        "so fluent answers that are wrong may earn points"
    )


def test_a_file_is_named_after_its_id(run: Run, answer: Path, tmp_path: Path) -> None:
    assert run("rubric", "draft", QUESTION, answer, "-o", tmp_path / "sky.toml").exit_code == 0
    assert load_file(tmp_path / "sky.toml").id == "sky"
    assert run("rubric", "draft", QUESTION, answer, "-o", tmp_path / "new", "--id", "blue").exit_code == 0
    assert load_file(tmp_path / "new" / "blue.toml").prompt == QUESTION


def test_a_markdown_file_gives_a_rubric_per_heading(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "questions.md"
    file.write_text(MANY)
    done = run("rubric", "draft", file, "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == (
        f"{file}: no rubric for the heading 'Weather': there is no text below it"
    )  # fmt: skip
    found = load_files([tmp_path / "out"])
    assert [(question.id, question.key_points[0].text) for question in found] == [
        ("why-rain", "Warm water evaporates."),
        ("why-rain-2", "Cold air condenses vapour."),
    ]


def test_nothing_is_overwritten_unasked(run: Run, tmp_path: Path) -> None:
    file, taken = tmp_path / "questions.md", tmp_path / "out" / "why-rain-2.toml"
    file.write_text(MANY)
    taken.parent.mkdir()
    taken.write_text("precious")
    done = run("rubric", "draft", file, "-o", taken.parent)
    assert done.exit_code == 1
    assert done.stderr.endswith(f"Error: {taken} exists; name another file, or replace it with --force\n")
    assert [(path.name, path.read_text()) for path in taken.parent.iterdir()] == [("why-rain-2.toml", "precious")]
    assert run("rubric", "draft", file, "-o", taken.parent, "--force").exit_code == 0
    assert len(load_files([taken.parent])) == 2


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["Why?"], 2, "Give the file with the model answer after the question"),
        (["q.md"], 2, "name a directory for the rubrics of a Markdown file"),
        (["q.md", "-o", "x.toml"], 2, "name a directory for the rubrics of a Markdown file"),
        (["q.md", "-o", "out", "--id", "x"], 2, "a file of many questions has many ids"),
        (["q.md", "-o", "out"], 1, "q.md does not exist"),
        (["Why?", "none.txt"], 1, "none.txt does not exist"),
        (["Why?", "-", "--id", "My Id"], 2, "'My Id' is no id; try 'my-id'"),
        (["Why?", "-", "--id", "a", "-o", "b.toml"], 2, "the file of 'a' must be named a.toml"),
        (["Why?", "-"], 1, "the model answer is empty"),
    ],
)
def test_a_wrong_call_says_what_to_do(run: Run, args: list[str], code: int, message: str) -> None:
    done = run("rubric", "draft", *args, input="")
    assert done.exit_code == code
    assert message in done.stderr


@pytest.mark.usefixtures("loaded")
def test_a_draft_can_be_checked_and_its_model_answer_earns_full_marks(run: Run, answer: Path, tmp_path: Path) -> None:
    run("rubric", "draft", QUESTION, answer, "-o", tmp_path / "sky.toml")
    assert run("rubric", "check", tmp_path / "sky.toml").stdout.splitlines() == [
        "sky: reference_answers: only one; write a second in other words",
        "sky: air-scatters-short: 0 wordings; write at least 4",
        "sky: light-short-waves: 0 wordings; write at least 4",
        "sky: eye-less-sensitive: 0 wordings; write at least 4",
    ]


@pytest.mark.parametrize("option", ["--id=lstm", "--output=lstm.toml"])
def test_the_id_of_a_shipped_question_is_refused(run: Run, answer: Path, option: str) -> None:
    done = run("rubric", "draft", QUESTION, answer, option)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'lstm' is that of a shipped question; choose another" in done.stderr
    assert not Path("lstm.toml").exists()


@pytest.mark.parametrize("topic", ["", " "])
def test_an_empty_topic_is_refused(run: Run, answer: Path, topic: str) -> None:
    done = run("rubric", "draft", QUESTION, answer, "--topic", topic)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "it must not be empty" in done.stderr
