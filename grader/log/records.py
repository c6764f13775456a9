"""A logged grade: what `--json` shows, and how it turns into rows and back."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from grader.coverage import Evidence
from grader.grade import SCHEMA_VERSION, Grade, KeyPointGrade, NextStep, StatedMisconception
from grader.grading import Graded
from grader.observation import Observation
from rubric import Question

Row = dict[str, Any]


class Record(Struct, frozen=True, kw_only=True):
    """A grade as it stands, or would stand, in the log."""

    grade_id: str | None
    created: str
    candidate: str | None
    answer: str
    grade: Grade

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`: the schema version, then who and when, then the grade."""
        head = {
            "schema_version": SCHEMA_VERSION,
            "grade_id": self.grade_id,
            "created": self.created,
            "candidate": self.candidate,
        }
        return {**head, **msgspec.to_builtins(self.grade), "answer": self.answer}


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
    for name in ("conditions", "misconceptions", "next_step"):
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


def from_rows(row: Mapping[str, Any], points: list[Row], question: Question) -> Record:
    """The record that `to_rows` took apart; `question` is the rubric it was graded with."""
    fields = {name: row[name] for name in Grade.__struct_fields__ if name in row}
    fields |= {
        "interval": (row["low"], row["high"]),
        "needs_review": bool(row["needs_review"]),
        "conditions": tuple(msgspec.json.decode(row["conditions"])),
        "misconceptions": msgspec.json.decode(row["misconceptions"], type=tuple[StatedMisconception, ...]),
        "next_step": msgspec.json.decode(row["next_step"], type=NextStep | None),
        "key_points": tuple(_point(point, row["answer"], question) for point in points),
    }
    return Record(
        grade_id=row["id"],
        created=row["created"],
        candidate=row["candidate"],
        answer=row["answer"],
        grade=Grade(**fields),
    )


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
    }


def _point(row: Row, answer: str, question: Question) -> KeyPointGrade:
    start, end = row["evidence_start"], row["evidence_end"]
    point = question.key_point(row["key_point_id"])
    return KeyPointGrade(
        id=point.id,
        text=point.text,
        weight=row["weight"],
        status=row["status"],
        coverage=row["coverage"],
        points=row["points"],
        counts=bool(row["counts"]),
        evidence=None if start is None else Evidence(answer[start:end], start, end),
        hint=point.hint,
    )
