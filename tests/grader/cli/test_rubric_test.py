"""`grader rubric test`: the report as a whole on made-up verdicts, and the command on a made-up encoder."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.cli.rubric_test import show
from grader.robustness.resistance import Verdict

Run = Callable[..., Result]

SKY = """
id = "sky"
prompt = "What can be said of the sky?"
topic = "nature"
level = "basic"
reference_answers = ["The sky is blue over the sea. Clouds bring rain to the land."]
[[key_points]]
id = "blue"
text = "The sky is blue."
hint = "Which colour?"
[[key_points]]
id = "rain"
text = "Clouds bring rain."
hint = "What falls?"
"""

ONE = """\

          Attack               Earns   Change          Limit        Variant
 ───────────────────────────────────────────────────────────────────────────────────────
 BROKEN   keywords only        40%                     25%          of the rubric
 ok       good answer padded   52%     +2 (mean 1.5)   change < 3   whole answer, before
 ok       question repeated    10%                     25%          once

"""

MANY = """\

          Attack               Earns   Change        Limit        Worst in
 ─────────────────────────────────────────────────────────────────────────
 BROKEN   keywords only        40%                   25%          sky
 BROKEN   good answer padded   44%     -6 (mean 5)   change < 3   sea
 ok       question repeated    10%                   25%          sky

Limits broken

 Question   Attack               Earns   Change        Limit        Variant
 ───────────────────────────────────────────────────────────────────────────────────────
 sky        keywords only        40%                   25%          of the rubric
 sea        keywords only        30%                   25%          once
 sea        good answer padded   44%     -6 (mean 5)   change < 3   whole answer, before

"""


def made_up(question_id: str, kind: str, percent: float, over: float, **more: object) -> Verdict:
    rest = {"variant": "once", "limit": "25%", "change": None, "mean_change": None} | more
    return Verdict(question_id=question_id, kind=kind, percent=percent, over=over, holds=over <= 0, **rest)


PADDED = {"limit": "change < 3", "variant": "whole answer, before"}
VERDICTS = [
    made_up("sky", "question", 10, -15),
    made_up("sky", "keywords", 40, 15, variant="of the rubric"),
    made_up("sky", "padded", 52, -1, change=2.0, mean_change=1.5, **PADDED),
    made_up("sea", "question", 0, -25),
    made_up("sea", "keywords", 30, 5),
    made_up("sea", "padded", 44, 3, change=-6.0, mean_change=5.0, **PADDED),
]


@pytest.fixture
def sky_file(tmp_path: Path) -> Path:
    file = tmp_path / "sky.toml"
    file.write_text(SKY)
    return file


def shown(verdicts: list[Verdict], capsys: pytest.CaptureFixture[str]) -> str:
    show(verdicts)
    return "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())


def test_one_question_is_shown_attack_by_attack_worst_first(capsys):
    assert shown(VERDICTS[:3], capsys) == ONE


def test_many_questions_are_summed_up_and_every_broken_limit_is_named(capsys):
    assert shown(VERDICTS, capsys) == MANY


@pytest.mark.usefixtures("faked")
def test_json_has_a_verdict_per_question_and_kind(run: Run, sky_file: Path):
    done = run("rubric", "test", sky_file, "lstm", "21", "--json")
    found = json.loads(done.stdout)
    assert (found["schema_version"], found["questions"]) == (1, 2)
    assert [one["question_id"] for one in found["verdicts"]] == ["sky"] * 14 + ["lstm"] * 14
    assert found["broken"] == sum(not one["holds"] for one in found["verdicts"])
    assert done.exit_code == (1 if found["broken"] else 0)
    assert done.stderr == f"2 questions attacked, {found['broken']} limits broken\n"


@pytest.mark.usefixtures("faked")
def test_broken_limits_exit_with_1(run: Run, sky_file: Path):
    done = run("rubric", "test", sky_file)
    assert done.exit_code == 1
    broken = [line for line in done.stdout.splitlines() if line.startswith(" BROKEN")]
    assert any("reference shuffled" in line for line in broken)  # the made-up encoder knows no order of words


def test_an_unknown_question_is_named_before_a_model_is_loaded(run: Run):
    done = run("rubric", "test", "lstmm", "--model", "no-such-model")
    assert done.exit_code == 2
    assert "lstm" in done.stderr
