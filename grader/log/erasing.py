"""One person is forgotten: the only way in which anything leaves the log (docs/decisions/forgetting.md)."""

import json
import sqlite3
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from sqlite_utils import Database

from grader.errors import LogError, RunError
from grader.log.candidates import candidates, grade_ids, run_rows_of
from grader.log.locking import runs_at_work, writing
from grader.log.naming import check_name
from grader.log.records import Row
from grader.log.run_rows import ERASED


class Erasure(Struct, frozen=True, kw_only=True):
    """How much of a person there is, or was. `unfinished` are batches that may hold more of their answers."""

    candidate: str
    answers: int
    grades: int
    reviews: int
    batch_rows: int
    groups: int
    unfinished: tuple[str, ...]


def erasure_of(db: Database, candidate: str) -> Erasure:
    """What forgetting the person would erase. Raises UnknownCandidateError."""
    check_name(candidate, {row["candidate"] for row in candidates(db)})
    ids = grade_ids(db, candidate)
    rows = run_rows_of(db, candidate, ids)
    unfinished = {row["id"] for row in db.query("select id from run_list where state <> 'finished'")}
    return Erasure(
        candidate=candidate,
        answers=len(ids) - _count(db, "regrades where grade_id", ids),
        grades=len(ids),
        reviews=_count(db, "reviews where first_id", ids),
        batch_rows=len({(row["run_id"], row["position"]) for row in rows}),
        groups=db.table("group_members").count_where("candidate = ?", [candidate]),
        unfinished=tuple(sorted(unfinished & {row["run_id"] for row in rows})),
    )


def erase(db: Database, path: Path, candidate: str, when: datetime) -> Erasure:
    """Erase a person from the log at `path`, in one transaction, and then every trace from its file.

    Raises UnknownCandidateError, RunError while a batch is at work, which may be about to write more, and
    LogError if another program keeps the file from being swept: to forget anybody again sweeps it.
    """
    sweep_if_due(db, when)
    db.execute("pragma secure_delete = on")
    with writing(db):
        _check_idle(path, candidate)
        found = erasure_of(db, candidate)
        ids = grade_ids(db, candidate)
        _replace_run_rows(db, run_rows_of(db, candidate, ids))
        for statement in _STATEMENTS:
            db.conn.execute(statement, {"ids": json.dumps(ids), "name": candidate})
        _note(db, "erased", when, grades=found.grades, reviews=found.reviews, batch_rows=found.batch_rows)
    _sweep(db, when)
    return found


def sweep_if_due(db: Database, when: datetime) -> None:
    """Sweep the file if somebody was erased, and that was broken off before the file was swept."""
    last = next(db.query("select what from erasures order by id desc limit 1"), None)
    if last and last["what"] == "erased":
        _sweep(db, when)


_STATEMENTS = (
    """delete from review_key_points where review_id in
       (select id from reviews where first_id in (select value from json_each(:ids)))""",
    "delete from reviews where first_id in (select value from json_each(:ids))",
    "delete from confidences where first_id in (select value from json_each(:ids))",
    "delete from regrades where grade_id in (select value from json_each(:ids))",
    "delete from key_points where grade_id in (select value from json_each(:ids))",
    "delete from grades where id in (select value from json_each(:ids))",
    """delete from judge_replies where request not in
       (select json_extract(judge, '$.request') from grades where judge is not null)""",
    "delete from group_members where candidate = :name",
)
"""What refers to something goes before it. A judge's reply goes with the last grade that rests on it; nobody knows
whose answer one is about on which no grade rests, so it goes, too."""


def _replace_run_rows(db: Database, rows: list[Row]) -> None:
    """Only the place of a row stays, so that its batch is as long as it was and does not grade it again."""
    last = {(row["run_id"], row["position"]): row for row in sorted(rows, key=lambda row: row["attempt"])}
    db.conn.executemany("delete from run_rows where run_id = ? and position = ?", list(last))
    db.table("run_rows").insert_all({**row, "row_id": None, "grade_id": None, "error": ERASED} for row in last.values())


def _sweep(db: Database, when: datetime) -> None:
    """Write the file anew without what was erased, and empty the write-ahead log, which has old pages."""
    try:
        db.conn.execute("vacuum")
        busy, _, _ = db.conn.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) and "busy" not in str(error):
            raise
        busy = True
    if busy:
        raise LogError(
            "the answers are erased, but the log's file may hold traces of them: another program uses it",
            "close that program, then give the same command again",
        )
    with writing(db):
        _note(db, "swept", when)


def _note(db: Database, what: str, when: datetime, **counts: int) -> None:
    db.table("erasures").insert({"created": when.isoformat(timespec="seconds"), "what": what, **counts})


def _check_idle(path: Path, candidate: str) -> None:
    if at_work := runs_at_work(path):
        raise RunError(
            f"batch {' and '.join(at_work)} is at work on this log, and may be grading answers of {candidate!r}",
            "let it finish, or stop it with Ctrl-C, then try again",
        )


def _count(db: Database, which: str, ids: list[str]) -> int:
    sql = f"select count(*) from {which} in (select value from json_each(?))"  # noqa: S608 - names of ours
    return int(db.execute(sql, [json.dumps(ids)]).fetchone()[0])
