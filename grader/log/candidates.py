"""Who has answers in the log, and all that it holds about one person."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from grader.log.naming import check_name
from grader.log.records import Row

SCHEMA_VERSION = 1
"""Of the document that `everything_of` returns."""

_JSON = ("conditions", "misconceptions", "next_step", "observation", "judge")


def candidates(db: Database) -> Iterator[Row]:
    """Everybody by name, also who is only in a group: how many answers and reviews of them, and from when to when."""
    yield from db.query(
        "select candidate, sum(answers) as answers, sum(reviews) as reviews, min(created) as first,"
        " max(created) as last from ("
        "   select candidate, 1 as answers, created,"
        "          (select count(*) from reviews where first_id = current_grades.first_id) as reviews"
        "   from current_grades where candidate is not null"
        "   union all select candidate, 0, null, 0 from group_members"
        ") group by candidate order by candidate"
    )


def grade_ids(db: Database, candidate: str) -> list[str]:
    """Every grade of the person's answers, later ones of the same answers too, in the order of writing."""
    rows = db.execute(
        "with answers as (select grades.rowid as number, id, candidate, coalesce(first_id, id) as first_id"
        "   from grades left join regrades on regrades.grade_id = grades.id)"
        " select id from answers where first_id in (select first_id from answers where candidate = ?) order by number",
        [candidate],
    )
    return [row[0] for row in rows]


def run_rows_of(db: Database, candidate: str, ids: list[str]) -> list[Row]:
    """The rows of batches that hold the person: every attempt at a row with one of the grades, and rows named so."""
    return list(
        db.query(
            "select * from run_rows where (run_id, position) in (select run_id, position from run_rows"
            " where grade_id in (select value from json_each(:ids)) or row_id = :name or instr(error, :quoted))"
            " order by rowid",
            {"ids": json.dumps(ids), "name": candidate, "quoted": repr(candidate)},
        )
    )


def everything_of(db: Database, candidate: str, when: datetime) -> dict[str, Any]:
    """All that the log holds about one person, as plain data. Raises UnknownCandidateError."""
    check_name(candidate, {row["candidate"] for row in candidates(db)})
    ids = grade_ids(db, candidate)
    return {
        "schema_version": SCHEMA_VERSION,
        "candidate": candidate,
        "exported": when.isoformat(timespec="seconds"),
        "grades": _grades(db, ids),
        "regrades": _of(db, "regrades", "grade_id", ids),
        "reviews": _reviews(db, ids),
        "confidences": _of(db, "confidences", "first_id", ids),
        "judge_replies": _judge_replies(db, ids),
        "batch_rows": run_rows_of(db, candidate, ids),
        "groups": [row["group_name"] for row in db.table("group_members").rows_where("candidate = ?", [candidate])],
    }


def _grades(db: Database, ids: list[str]) -> list[Row]:
    points: dict[str, list[Row]] = {}
    for point in _of(db, "key_points", "grade_id", ids):
        points.setdefault(point.pop("grade_id"), []).append(point)
    prompts = dict(db.execute("select hash, prompt from rubrics").fetchall())
    return [
        {**_decoded(row), "question": prompts.get(row["rubric_hash"]), "key_points": points.get(row["id"], [])}
        for row in _of(db, "grades", "id", ids)
    ]


def _reviews(db: Database, ids: list[str]) -> list[Row]:
    found = _of(db, "reviews", "first_id", ids)
    said = _of(db, "review_key_points", "review_id", [row["id"] for row in found])
    return [
        {**row, "key_points": {one["key_point_id"]: one["status"] for one in said if one["review_id"] == row["id"]}}
        for row in found
    ]


def _judge_replies(db: Database, ids: list[str]) -> list[Row]:
    """The replies on which the grades rest."""
    return list(
        db.query(
            "select * from judge_replies where request in (select json_extract(judge, '$.request') from grades"
            " where id in (select value from json_each(?))) order by id",
            [json.dumps(ids)],
        )
    )


def _of(db: Database, table: str, key: str, ids: list[str]) -> list[Row]:
    where = f"{key} in (select value from json_each(?))"  # noqa: S608 - names of ours
    return list(db.table(table).rows_where(where, [json.dumps(ids)], order_by="rowid"))


def _decoded(row: Row) -> Row:
    """The row with its JSON as plain data; what does not decode stays as it is."""
    decoded = dict(row)
    for name in _JSON:
        try:
            decoded[name] = json.loads(row[name])
        except (TypeError, ValueError, RecursionError):
            continue
    return decoded
