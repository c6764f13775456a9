"""Observation -> grade, without the model: the same function grades an answer and verifies a log."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from grader.calibration import Calibration
from grader.conditions import DOUBTFUL, Condition, conditions
from grader.coverage import NOTHING, Coverage, Reading, hangs_on_polarity, judge
from grader.feedback import feedback
from grader.grade import Grade, JudgedPoint, JudgeReport, KeyPointGrade, NextStep, StatedMisconception
from grader.observation import Observation
from grader.polarity.change import in_words
from grader.scoring import BANDS, Score, band, is_stated, score
from rubric import KeyPoint, Misconception, Question
from rubric.identity import content_hash


class Provenance(Struct, frozen=True, kw_only=True):
    """What made the observation: model, weights (SHA-256), engine, verifier (SHA-256), device, program version."""

    model: str
    weights_hash: str
    verifier: str | None
    device: str
    version: str
    engine: str = "torch"


def grade_observation(
    question: Question, answer: str, observation: Observation, calibration: Calibration, provenance: Provenance
) -> Grade:
    """The grade that follows from an observation: a closed function of its arguments."""
    readings = {reading.id: reading for reading in observation.key_points}
    coverages = coverages_of(question, observation, calibration)
    stated = _stated(question, observation, calibration)
    result = score(question, coverages, [belief for belief, _ in stated], calibration.scale or None)
    unsure = any(hangs_on_polarity(readings[id], coverages[id]) for id in result.earned if id in readings)
    failed = observation.judged is not None and observation.judged.failure is not None
    share = sum(result.earned.values()) / question.max_points
    found = conditions(observation.facts, share, unsure=unsure, judge_failed=failed)
    points = tuple(
        _key_point(point, coverages[point.id], result, readings.get(point.id)) for point in question.key_points
    )
    wrong = tuple(_misconception(*pair) for pair in stated)
    step = _next_step(points)
    return Grade(
        question_id=question.id,
        points=result.points,
        max_points=result.max_points,
        percent=result.percent,
        band=result.band,
        interval=result.interval,
        needs_review=_needs_review(result, found),
        conditions=tuple(found),
        key_points=points,
        misconceptions=wrong,
        next_step=step,
        feedback=feedback(question, answer, points, wrong, found, _remarks(readings, points)),
        rubric_hash=content_hash(question),
        calibration=calibration.identity,
        model=provenance.model,
        weights_hash=provenance.weights_hash,
        verifier=provenance.verifier,
        device=provenance.device,
        version=provenance.version,
        engine=provenance.engine,
        judge=_report(observation, readings, calibration),
    )


def coverages_of(question: Question, observation: Observation, calibration: Calibration) -> dict[str, Coverage]:
    """The coverage of every key point by id; nothing where there is no reading, as of a blank answer."""
    judged = {reading.id: judge(reading, calibration) for reading in observation.key_points}
    return {point.id: judged.get(point.id, NOTHING) for point in question.key_points}


def _stated(
    question: Question, observation: Observation, calibration: Calibration
) -> list[tuple[Misconception, Reading]]:
    beliefs = {belief.id: belief for belief in question.misconceptions}
    return [
        (beliefs[reading.id], reading)
        for reading in observation.misconceptions
        if is_stated(reading, judge(reading, calibration))
    ]


def _key_point(point: KeyPoint, coverage: Coverage, result: Score, reading: Reading | None) -> KeyPointGrade:
    evidence = None
    if reading and (verdict := reading.verdict) and verdict.quote and verdict.status == coverage.status:
        evidence = verdict.quote
    elif reading and coverage.status != "missing":
        evidence = reading.reverses if coverage.status == "contradicted" and not reading.reversed else reading.says
    return KeyPointGrade(
        id=point.id,
        text=point.text,
        weight=point.weight,
        status=coverage.status,
        coverage=coverage.coverage,
        points=result.earned.get(point.id, 0.0),
        counts=point.id in result.earned,
        evidence=evidence,
        hint=point.hint,
        reversal=_reversal(reading, coverage),
    )


def _reversal(reading: Reading | None, coverage: Coverage) -> str | None:
    """What the evidence has the wrong way round, in words, if the guard saw it and was believed."""
    if reading and reading.reversed and coverage.status == "contradicted" and reading.changes:
        return in_words(reading.changes)
    return None


def _remarks(readings: Mapping[str, Reading], points: Sequence[KeyPointGrade]) -> dict[str, str]:
    """The judge's sentence on each key point whose status is the one it named."""
    said = {id: reading.verdict for id, reading in readings.items() if reading.verdict}
    return {
        point.id: said[point.id].reason
        for point in points
        if point.id in said and said[point.id].status == point.status
    }


def _report(observation: Observation, readings: Mapping[str, Reading], calibration: Calibration) -> JudgeReport | None:
    """The judge's share in the grade, beside what the first pass said."""
    if observation.judged is None:
        return None
    points = tuple(_judged(readings[id], calibration) for id in observation.judged.asked)
    return JudgeReport(**structs.asdict(observation.judged), points=points)


def _judged(reading: Reading, calibration: Calibration) -> JudgedPoint:
    first, verdict = judge(structs.replace(reading, verdict=None), calibration), reading.verdict
    return JudgedPoint(
        id=reading.id,
        first_status=first.status,
        first_coverage=first.coverage,
        verdict=verdict.status if verdict else None,
        quote=verdict.quote if verdict else None,
        reason=verdict.reason if verdict else None,
    )


def _misconception(belief: Misconception, reading: Reading) -> StatedMisconception:
    return StatedMisconception(
        id=belief.id, penalty=belief.penalty, evidence=reading.says, correction=belief.correction
    )


def _next_step(points: Sequence[KeyPointGrade]) -> NextStep | None:
    """The counting key point with most to gain; the first in the rubric's order among equals."""
    best = max((point for point in points if point.counts), key=lambda point: point.weight - point.points)
    gain = round(best.weight - best.points, 2)
    return NextStep(key_point=best.id, gain=gain, hint=best.hint) if gain > 0 else None


def _needs_review(result: Score, found: Sequence[Condition]) -> bool:
    """Whether the interval reaches past the neighbouring bands, or a condition is one only a person can weigh."""
    ranks = {name: rank for rank, (name, _) in enumerate(BANDS)}
    reach = [abs(ranks[band(end)] - ranks[result.band]) for end in result.interval]
    return max(reach) > 1 or not DOUBTFUL.isdisjoint(found)
