"""What single answers say and lack, to be quoted."""

import json
from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from grader.grade import NextStep
from grader.log.damage import part_of


class Contradiction(Struct, frozen=True, kw_only=True):
    """What an answer says against a key point, to the letter, and the newest grade of that answer."""

    grade_id: str
    key_point_id: str
    evidence: str
    reversal: str | None


def contradictions(db: Database, question_id: str, limit: int) -> list[Contradiction]:
    """Statements that contradict the question's key points in answers as they stand, the newest answers first."""
    query = (
        "select said.grade_id, said.key_point_id, point.reversal,"
        " substr(grades.answer, point.evidence_start + 1, point.evidence_end - point.evidence_start) as evidence"
        " from current_key_points as said"
        " join key_points as point on point.grade_id = said.grade_id and point.position = said.position"
        " join grades on grades.id = said.grade_id"
        " where said.question_id = ? and said.status = 'contradicted' and point.evidence_start is not null"
        " order by said.number desc, said.position limit ?"
    )
    return [msgspec.convert(row, Contradiction) for row in db.query(query, [question_id, limit])]


def next_steps(db: Database, ids: Iterable[str]) -> dict[str, NextStep]:
    """What would raise the score of each of these grades most, by id; perfect ones are left out.

    Raises LogError, naming the grade, where it is damaged.
    """
    query = "select id, next_step from grades where id in (select value from json_each(?))"
    found = {row["id"]: _step(row["id"], row["next_step"]) for row in db.query(query, [json.dumps(list(ids))])}
    return {id: step for id, step in found.items() if step}


def _step(id: str, document: str) -> NextStep | None:
    with part_of(id, "next_step"):
        return msgspec.json.decode(document, type=NextStep | None)
