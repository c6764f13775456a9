"""The whole bank under attack and reworded, with the real model: what does not deserve points gets none.

known_breaks.json names what breaks a limit today. A break that is cured is shown as XPASS, and should be taken out; it
is no failure, for a score at a limit may fall on either side on another processor.
"""

import json
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from grader.attacks.attack import Kind as AttackKind
from grader.grading import Grader
from grader.rewording.rewording import Kind as RewordingKind
from grader.robustness.invariance import AT_MOST, MEAN_LESS_THAN, Invariance, answers_to_reword, reword_all, summarise
from grader.robustness.resistance import Verdict, resist
from rubric import Question
from rubric.bank import questions

KNOWN = json.loads(Path(__file__).with_name("known_breaks.json").read_text(encoding="utf-8"))
KNOWN_BREAK = pytest.mark.xfail(reason="known", strict=False)
IDS = [question.id for question in questions()]
ATTACKS: tuple[AttackKind, ...] = get_args(AttackKind)
REWORDINGS: tuple[RewordingKind, ...] = get_args(RewordingKind)


def cases(kinds: tuple[str, ...], known: dict[str, list[str]]) -> list[object]:
    """Each kind on each question, the known breaks as expected failures."""
    return [
        pytest.param(kind, id, marks=[KNOWN_BREAK] if id in known.get(kind, ()) else []) for kind in kinds for id in IDS
    ]


@pytest.fixture(scope="module")
def verdicts(grader: Grader, bank: dict[str, Question]) -> dict[tuple[str, str], Verdict]:
    found = chain.from_iterable(resist(grader, list(bank.values()), list(bank.values())))
    return {(one.kind, one.question_id): one for one in found}


@pytest.fixture(scope="module")
def rewordings(grader: Grader, bank: dict[str, Question]) -> dict[str, Invariance]:
    answers = answers_to_reword(list(bank.values()))
    return {line.kind: line for line in summarise(list(chain.from_iterable(reword_all(grader, answers))))}


@pytest.mark.parametrize(("kind", "question_id"), cases(ATTACKS, KNOWN["attacks"]))
def test_an_attack_stays_within_its_limit(
    verdicts: dict[tuple[str, str], Verdict], kind: str, question_id: str
) -> None:
    one = verdicts[kind, question_id]
    assert one.holds, f"{one.variant} earns {one.percent}% (change {one.change}, mean {one.mean_change}); {one.limit}"


@pytest.mark.parametrize(("kind", "question_id"), cases(REWORDINGS, KNOWN["rewordings_beyond"]))
def test_no_rewording_moves_a_score_by_more_than_10(
    rewordings: dict[str, Invariance], kind: str, question_id: str
) -> None:
    beyond = [one for one in rewordings[kind].beyond if one.question_id == question_id]
    assert beyond == [], AT_MOST


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=[KNOWN_BREAK] if kind in KNOWN["rewordings_on_average"] else []) for kind in REWORDINGS],
)
def test_a_rewording_moves_scores_by_less_than_5_on_average(rewordings: dict[str, Invariance], kind: str) -> None:
    assert rewordings[kind].mean < MEAN_LESS_THAN
