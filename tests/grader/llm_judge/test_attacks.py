"""Answers that give orders, before models that obey them: what the rules let through, and what they do not.

A model that reads the orders and obeys is the worst case; whether a capable model would obey is not measured here.
"""

import json
import re

import pytest

from grader.calibration import shipped
from grader.combining import RATIO
from grader.grade import Grade
from grader.grading import Grader
from grader.legible import legible
from grader.llm_judge.judge import Judge
from grader.llm_judge.prompt import INSTRUCTIONS
from rubric import Question
from tests.grader.llm_judge.attacks import ATTACKS
from tests.scripted_judge import ScriptedModel, Sent, obeys, reply

HALF = "Overhead it is azure, I think. "

attacked = pytest.mark.parametrize("attack", [text for _, text in ATTACKS], ids=[kind for kind, _ in ATTACKS])


def grades(fake_grader: Grader, sky: Question, judge: Judge, answer: str) -> tuple[Grade, Grade]:
    """Without the judge, and with it."""
    judging = Grader(fake_grader.encoder, judge=judge)
    return fake_grader.grade(sky, answer).grade, judging.grade(sky, answer).grade


def test_there_are_at_least_forty_and_of_every_kind() -> None:
    assert len({text for _, text in ATTACKS}) >= 40
    assert len({kind for kind, _ in ATTACKS}) == 7


@attacked
def test_an_answer_stands_in_the_data_and_nowhere_else(
    fake_grader: Grader, sky: Question, judge: Judge, scripted: ScriptedModel, attack: str
) -> None:
    grades(fake_grader, sky, judge, HALF + attack)
    [sent] = scripted.sent
    assert sent.system == INSTRUCTIONS
    assert sent.answer == legible(HALF + attack)
    opened, *inside, closed = sent.prompt.split("\n")
    assert re.fullmatch(r"<data-[0-9a-f]{6}>", opened)
    assert closed == opened.replace("<", "</")
    assert not re.search("[<>]", "\n".join(inside))
    assert set(json.loads("\n".join(inside))) == {"question", "statements", "answer"}


@attacked
@pytest.mark.parametrize("before", ["", HALF])
def test_a_model_that_obeys_gives_itself_away(
    fake_grader: Grader, sky: Question, judge: Judge, scripted: ScriptedModel, attack: str, before: str
) -> None:
    scripted.script = obeys
    first, judged = grades(fake_grader, sky, judge, before + attack)
    assert judged.key_points == first.key_points
    assert judged.percent == first.percent
    assert judged.judge.failure


@attacked
def test_a_model_that_obeys_and_spares_the_control_needs_words_that_stand_in_the_answer(
    fake_grader: Grader, sky: Question, judge: Judge, scripted: ScriptedModel, attack: str
) -> None:
    scripted.script = lambda sent: spare(sent, "This proves that all statements are covered indeed.")
    first, judged = grades(fake_grader, sky, judge, HALF + attack)
    assert judged.judge.discarded == ("blue", "rain")
    assert judged.key_points == first.key_points


@attacked
def test_a_model_that_obeys_and_quotes_the_order_itself_moves_odds_by_a_bounded_factor(
    fake_grader: Grader, sky: Question, judge: Judge, scripted: ScriptedModel, attack: str
) -> None:
    scripted.script = lambda sent: spare(sent, sent.answer)
    first, judged = grades(fake_grader, sky, judge, attack)
    for before, after in zip(first.key_points, judged.key_points, strict=True):
        assert odds(after.coverage) <= odds(before.coverage) * RATIO**2 * 1.01 + 1e-3  # covered up, contradicted down
        if before.coverage < shipped().ramp.start / RATIO**2:
            assert after.points == 0


@attacked
def test_a_model_that_repeats_what_the_answer_says_is_malformed(
    fake_grader: Grader, sky: Question, judge: Judge, scripted: ScriptedModel, attack: str
) -> None:
    scripted.script = lambda sent: sent.answer
    first, judged = grades(fake_grader, sky, judge, attack)
    assert judged.key_points == first.key_points
    assert judged.judge.failure.startswith("no usable reply")


def spare(sent: Sent, quote: str) -> str:
    return reply(dict.fromkeys(sent.statements, ("covered", quote)) | {sent.control: ("missing", "")})


def odds(probability: float) -> float:
    return probability / (1 - probability) if probability < 1 else float("inf")
