"""A made-up answer to a real question: sentences of the rubric, judged by the real functions from made-up readings.

No model is asked. What a model would have read is made up so that the curves judge it as it was meant; points,
interval, conditions and feedback then follow as they do for any answer, and `grader explain --verify` holds.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from msgspec import structs

from grader.calibration import shipped
from grader.coverage import Coverage, Evidence, Opinion, Reading, Status, judge
from grader.facts import Facts
from grader.grading import Graded
from grader.judging import Provenance, grade_observation
from grader.log.records import Record
from grader.observation import Observation
from grader.signals import Signals
from rubric import KeyPoint, Question

MADE_UP = Provenance(
    model="made-up", weights_hash="0" * 64, verifier="f" * 64, device="cpu", version="0.0.0", engine="onnx"
)
SIGNALS = Signals(
    recall=0.6, recall_anywhere=0.6, cosine=0.6, match_mean=0.4, overlap=0.5, precision=0.5, counter_recall=0.5,
    counter_cosine=0.5, counter_mean=0.4, counter_overlap=0.4, margin_counter=0.1, margin_highest=0.1,
    margin_mean=0.05, own=0.1, other=0.4, echo=0.3, relevance=0.6, belonging=0.2,
)  # fmt: skip
NOWHERE = Evidence("", 0, 0)
STEP = 0.25
"""Made-up log-odds come in steps, so that a judgement is computed once."""
SLIP = 0.12
"""How often somebody who would miss a key point says the opposite."""
FILLED = 0.15
"""How often a sentence comes after one that says nothing."""
FILLERS = (
    "Let me think.",
    "As far as I remember,",
    "There is more to say, but",
    "In practice it depends.",
    "So, well,",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers: how able, and what they learn from the first day to the last, both in log-odds."""

    name: str
    skill: float
    learning: float


def answered(question: Question, chance: random.Random, skill: float) -> Graded:
    """An answer by somebody of this skill (log-odds of a middling key point), with its grade."""
    said = [(point, _opinion(point, chance, skill)) for point in question.key_points]
    chance.shuffle(said)
    answer, readings = "", {}
    for point, opinion in said:
        sentence = _sentence(point, _coverage(opinion), chance)
        if sentence and chance.random() < FILLED:
            answer += f"{chance.choice(FILLERS)} "
        where = Evidence(sentence, len(answer), len(answer) + len(sentence)) if sentence else NOWHERE
        readings[point.id] = _reading(point.id, opinion, where)
        answer += f"{sentence} " if sentence else ""
    text = answer.rstrip() or "I do not know this one, sorry about that."
    observation = Observation(_facts(text), tuple(readings[point.id] for point in question.key_points))
    return Graded(question, text, observation, grade_observation(question, text, observation, shipped(), MADE_UP))


def answered_again(record: Record, question: Question, chance: random.Random) -> Graded:
    """A later grade of the same answer, a little more severe or more generous than the one that is in the log."""
    shift = chance.choice((-1.0, 1.0))
    readings = tuple(
        _reading(point.id, _stepped_opinion(point.status, shift), point.evidence or NOWHERE)
        for point in record.grade.key_points
    )
    observation = Observation(_facts(record.answer), readings)
    grade = grade_observation(question, record.answer, observation, shipped(), MADE_UP)
    return Graded(question, record.answer, observation, grade)


def reworded(graded: Graded, answer: str) -> Graded:
    """The same grade of another text, whose beginning is the evidence of every key point that has any."""
    evidence = Evidence(answer[:40], 0, len(answer[:40]))
    readings = tuple(structs.replace(one, says=evidence, reverses=evidence) for one in graded.observation.key_points)
    observation = structs.replace(graded.observation, key_points=readings)
    grade = grade_observation(graded.question, answer, observation, shipped(), MADE_UP)
    return Graded(graded.question, answer, observation, grade)


def _opinion(point: KeyPoint, chance: random.Random, skill: float) -> Opinion:
    hardness = (sum(map(ord, point.id)) % 9 - 4) / 2  # of its own for each key point, the same in every log
    knows = skill - hardness + chance.gauss(-1, 1)
    slips = knows < 0 and chance.random() < SLIP
    return Opinion(_stepped(2 * knows), 5.0 if slips else -5.0)


def _stepped_opinion(status: Status, shift: float) -> Opinion:
    odds: dict[Status, float] = {"covered": 2.5, "partial": 0.0, "missing": -8.0, "contradicted": 0.0}
    return Opinion(odds[status] + shift, 5.0 if status == "contradicted" else -5.0)


def _stepped(odds: float) -> float:
    return STEP * round(max(min(odds, 8.0), -8.0) / STEP)


@cache
def _coverage(opinion: Opinion) -> Coverage:
    return judge(_reading("", opinion, NOWHERE), shipped())


def _reading(id: str, opinion: Opinion, where: Evidence) -> Reading:
    return Reading(id=id, signals=SIGNALS, exact=None, reversed=False, says=where, reverses=where, opinion=opinion)


def _sentence(point: KeyPoint, coverage: Coverage, chance: random.Random) -> str:
    if coverage.status == "missing":
        return ""
    if coverage.status == "contradicted":
        return chance.choice(point.counter_statements or (f"It is not so: {point.text}",))
    wording = chance.choice(point.accepted)
    return wording if coverage.status == "covered" else _half(wording.split())


def _half(words: Sequence[str]) -> str:
    return " ".join(words[: math.ceil(len(words) / 2)]).rstrip(",;:") + "."


def _facts(answer: str) -> Facts:
    return Facts(words=len(answer.split()), prose=0.4, echoed=0.1, copied=0.0, relevance=0.6, belonging=0.2)
