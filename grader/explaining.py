"""How a logged grade came about, and whether it still follows from what was stored."""

from contextlib import AbstractContextManager
from typing import Any

import msgspec
from msgspec import structs

from grader.calibration import Calibration
from grader.coverage import Reading, judge, stands_in
from grader.grade import Grade
from grader.judging import Provenance, grade_observation
from grader.log.damage import part_of
from grader.log.store import Logged


def recomputed(logged: Logged) -> Grade:
    """The grade again, from the stored rubric, observation and calibration alone; no model is loaded.

    Raises LogError when no grade can be computed from them.
    """
    grade = logged.record.grade
    provenance = Provenance(
        model=grade.model,
        weights_hash=grade.weights_hash,
        engine=grade.engine,
        verifier=grade.verifier,
        device=grade.device,
        version=grade.version,
    )
    with _computing(logged):
        return grade_observation(
            logged.question, logged.record.answer, logged.observation, logged.calibration, provenance
        )


def differences(logged: Logged) -> list[str]:
    """What differs between the stored grade and the recomputed one: "field: stored, recomputed".

    The judge is not asked again: its recorded verdicts are taken, each if its quotation stands in the answer.
    """
    stored, again = structs.asdict(logged.record.grade), structs.asdict(recomputed(logged))
    found = [
        f"{name}: stored {stored[name]!r}, recomputed {again[name]!r}" for name in stored if stored[name] != again[name]
    ]
    return found + _ungrounded(logged)


def _ungrounded(logged: Logged) -> list[str]:
    """Verdicts of the judge that rest on no words of the answer."""
    answer = logged.record.answer
    verdicts = ((reading.id, reading.verdict) for reading in logged.observation.key_points if reading.verdict)
    return [
        f"judge on {id}: it is {verdict.status}, and its quotation does not stand in the answer"
        for id, verdict in verdicts
        if not (verdict.status == "missing" or (verdict.quote and stands_in(answer, verdict.quote)))
    ]


def explanation(logged: Logged) -> dict[str, Any]:
    """Everything the score was computed from, as plain data: per key point its signals and probabilities.

    Raises LogError when no score can be computed from it.
    """
    readings = {reading.id: reading for reading in logged.observation.key_points}
    with _computing(logged):
        computation = [
            _computation(logged, readings[point.id]) for point in logged.question.key_points if point.id in readings
        ]
    return {
        **logged.record.to_json(),
        "facts": msgspec.to_builtins(logged.observation.facts),
        "computation": computation,
        **_judge_replies(logged),
    }


def _judge_replies(logged: Logged) -> dict[str, Any]:
    """The judge's replies as they came, if one was asked."""
    return {"judge_replies": msgspec.to_builtins(logged.replies)} if logged.observation.judged else {}


def _computing(logged: Logged) -> AbstractContextManager[None]:
    """Whoever changed the numbers in the log may have left some that no grade follows from."""
    return part_of(str(logged.record.grade_id), "observation or calibration")


def _computation(logged: Logged, reading: Reading) -> dict[str, Any]:
    coverage = judge(reading, logged.calibration)
    plain = logged.calibration.plain if reading.plain else None
    covered = plain.covered if plain else logged.calibration.covered
    return {
        "id": reading.id,
        "p_covered": coverage.covered,
        "p_contradicted": coverage.contradicted,
        "coverage": coverage.coverage,
        "credit": coverage.credit,
        "exact": reading.exact,
        "reversed": reading.reversed,
        "unsure": reading.unsure,
        "changes": msgspec.to_builtins(reading.changes),
        "plain": reading.plain,
        "opinion": msgspec.to_builtins(reading.opinion),
        **_hearing(reading, logged.calibration),
        "signals": msgspec.to_builtins(reading.signals),
        "log_odds_covered": _rounded(covered.log_odds(reading.signals)),
        "log_odds_contradicted": _rounded(logged.calibration.contradicted.log_odds(reading.signals)),
    }


def _hearing(reading: Reading, calibration: Calibration) -> dict[str, Any]:
    """The judge's verdict, if there is one, and the probabilities before it was heard."""
    if reading.verdict is None:
        return {}
    first = judge(structs.replace(reading, verdict=None), calibration)
    return {
        "verdict": msgspec.to_builtins(reading.verdict),
        "first_pass": {"p_covered": first.covered, "p_contradicted": first.contradicted, "status": first.status},
    }


def _rounded(parts: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in parts.items()}
