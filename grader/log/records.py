"""A logged grade: what `--json` shows, and how it turns into rows and back."""

import math
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from grader.grade import SCHEMA_VERSION, Grade, KeyPointGrade
from grader.grading import Graded
from grader.log.damage import part_of
from grader.observation import Observation
from rubric import Question

Row = dict[str, Any]

_AS_JSON = ("conditions", "misconceptions", "next_step", "judge")
"""Fields of a grade that are stored as JSON."""

_OPTIONAL = {"candidate", "reviewer", "verifier", "judge"}
"""Columns of a grade that may be empty."""


class Record(Struct, frozen=True, kw_only=True):
    """A grade as it stands, or would stand, in the log."""

    grade_id: str | None
    created: str
    candidate: str | None
    answer: str
    grade: Grade

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`: the schema version, then who and when, then the grade (`judge` if there was one)."""
        head = {
            "schema_version": SCHEMA_VERSION,
            "grade_id": self.grade_id,
            "created": self.created,
            "candidate": self.candidate,
        }
        grade = msgspec.to_builtins(self.grade)
        if self.grade.judge is None:
            del grade["judge"]
        return {**head, **grade, "answer": self.answer}


def new_id() -> str:
    """A random grade id of 16 hex digits; any unambiguous beginning of it names the grade."""
    return secrets.token_hex(8)


def stamped(graded: Sequence[Graded], candidates: Sequence[str | None], when: datetime) -> list[Record]:
    """Records of grades that are not in the log, or not yet."""
    created = when.isoformat(timespec="seconds")
    return [
        Record(grade_id=None, created=created, candidate=candidate, answer=one.answer, grade=one.grade)
        for one, candidate in zip(graded, candidates, strict=True)
    ]


def to_rows(record: Record, observation: Observation) -> tuple[Row, list[Row]]:
    """The row of `grades` and the rows of `key_points`."""
    grade = structs.asdict(record.grade)
    low, high = grade.pop("interval")
    points: tuple[KeyPointGrade, ...] = grade.pop("key_points")
    for name in _AS_JSON:
        if grade[name] is not None or name not in _OPTIONAL:
            grade[name] = msgspec.json.encode(grade[name]).decode()
    row = {
        "id": record.grade_id,
        "created": record.created,
        "candidate": record.candidate,
        "answer": record.answer,
        **grade,
        "low": low,
        "high": high,
        "needs_review": int(grade["needs_review"]),
        "observation": msgspec.json.encode(observation).decode(),
    }
    return row, [_point_row(record, position, point) for position, point in enumerate(points)]


def from_rows(row: Row, points: list[Row], question: Question) -> Record:
    """The record that `to_rows` took apart; `question` is the rubric it was graded with.

    Raises LogError, naming the grade and its part, when the rows hold what no grade does.
    """
    id = row["id"]
    with part_of(id, "key points"):
        parts = [_point(point, row["answer"], question) for point in points]
        if len(parts) != len(question.key_points):
            raise ValueError(f"it has {len(parts)} of its rubric's {len(question.key_points)}")
    grade = {name: row[name] for name in Grade.__struct_fields__ if name in row}
    for name in _AS_JSON:
        with part_of(id, name):
            grade[name] = None if row[name] is None else msgspec.json.decode(row[name])
    with part_of(id, "row"):
        grade |= {
            "interval": (row["low"], row["high"]),
            "needs_review": _flag(row, "needs_review"),
            "key_points": parts,
        }
        head = {"grade_id": id, **{name: row[name] for name in ("created", "candidate", "answer")}}
        return msgspec.convert({**head, "grade": grade}, Record)


def check_values(row: Mapping[str, Any]) -> None:
    """Raises ValueError for a row of a grade that lacks a value every grade has, or with a number none has."""
    for name, value in row.items():
        if value is None and name not in _OPTIONAL:
            raise ValueError(f"it has no {name}")
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"its {name} is {value}")
    if row["max_points"] <= 0:
        raise ValueError(f"its max_points is {row['max_points']:g}")


def _point_row(record: Record, position: int, point: KeyPointGrade) -> Row:
    return {
        "grade_id": record.grade_id,
        "position": position,
        "key_point_id": point.id,
        "weight": point.weight,
        "status": point.status,
        "coverage": point.coverage,
        "points": point.points,
        "counts": int(point.counts),
        "evidence_start": point.evidence.start if point.evidence else None,
        "evidence_end": point.evidence.end if point.evidence else None,
        "reversal": point.reversal,
    }


def _point(row: Row, answer: str, question: Question) -> Row:
    """A key point as plain data, to be checked with the grade it belongs to."""
    start, end = row["evidence_start"], row["evidence_end"]
    if row["key_point_id"] not in {point.id for point in question.key_points}:
        raise ValueError(f"its rubric has none of the id {row['key_point_id']!r}")
    point = question.key_point(row["key_point_id"])
    return {
        **{name: row[name] for name in ("weight", "status", "coverage", "points")},
        "id": point.id,
        "text": point.text,
        "counts": _flag(row, "counts"),
        "evidence": None if start is None else {"text": answer[start:end], "start": start, "end": end},
        "hint": point.hint,
        "reversal": row["reversal"],
    }


def _flag(row: Row, name: str) -> bool:
    if row[name] not in (0, 1):
        raise ValueError(f"its {name} is {row[name]}, neither 0 nor 1")
    return bool(row[name])
