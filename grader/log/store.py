"""Reading and appending grades. Takes an open database; see `grader.log.opening`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from msgspec import structs
from sqlite_utils import Database

from grader.calibration import Calibration
from grader.errors import UnknownGradeError
from grader.grading import Graded
from grader.llm_judge.replies import Reply
from grader.log.confidences import insert_confidences
from grader.log.damage import part_of
from grader.log.judge_replies import replies_to
from grader.log.locking import writing
from grader.log.records import Record, Row, check_values, from_rows, new_id, stamped, to_rows
from grader.observation import Observation
from rubric import Question
from rubric.identity import from_document, to_document

LAST = "last"
"""A name for the newest grade, wherever an id is wanted."""

LISTED = (
    "id created candidate question_id topic level points max_points percent band low high needs_review conditions "
    "reviewer"
).split()

SHORT_HASH = 12
"""How much of a hash a message shows."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which grades to list: all that meet every condition given."""

    candidate: str | None = None
    question: str | None = None
    topic: str | None = None
    since: str | None = None
    below: float | None = None
    group: str | None = None
    run: str | None = None

    def where(self) -> tuple[str, list[Any]]:
        """An SQL condition over one of the views of grades, and its values."""
        conditions = {
            "candidate = ?": self.candidate,
            "candidate in (select candidate from group_members where group_name = ?)": self.group,
            "question_id = ?": self.question,
            "topic = ?": self.topic,
            "created >= ?": self.since,
            "percent < ?": self.below,
            "first_id in (select grade_id from run_rows where run_id = ?)": self.run,
        }
        given = {sql: value for sql, value in conditions.items() if value is not None}
        return " and ".join(given) or "1", list(given.values())


@dataclass(frozen=True, slots=True)
class Logged:
    """A grade from the log with all it was made from; `replies` are the judge's, as they came."""

    record: Record
    question: Question
    observation: Observation
    calibration: Calibration
    replies: tuple[Reply, ...] = ()


def append(
    db: Database,
    graded: Sequence[Graded],
    candidates: Sequence[str | None],
    when: datetime,
    calibration: Calibration,
    confidences: Sequence[float | None] = (),
) -> list[Record]:
    """Write grades in one transaction: all of them or none. Returns their records, in order.

    `confidences` has of each answer the percentage that its candidate expected, if any was asked.
    """
    with writing(db):
        records = insert(db, graded, candidates, when, calibration)
        insert_confidences(db, zip((str(record.grade_id) for record in records), confidences, strict=False))
    return records


def append_again(
    db: Database,
    graded: Sequence[Graded],
    earlier: Sequence[tuple[str, str | None]],
    when: datetime,
    calibration: Calibration,
) -> list[Record]:
    """Write later grades of answers that have one, in one transaction. Returns their records, in order.

    `earlier` has of each answer the id of the grade that it got first, and its candidate.
    """
    with writing(db):
        records = insert(db, graded, [candidate for _, candidate in earlier], when, calibration)
        db.table("regrades").insert_all(
            {"grade_id": record.grade_id, "first_id": first_id}
            for record, (first_id, _) in zip(records, earlier, strict=True)
        )
    return records


def insert(
    db: Database,
    graded: Sequence[Graded],
    candidates: Sequence[str | None],
    when: datetime,
    calibration: Calibration,
) -> list[Record]:
    """Write grades as a part of the transaction that is under way. Returns their records, in order."""
    records = [structs.replace(record, grade_id=new_id()) for record in stamped(graded, candidates, when)]
    rows = [to_rows(record, one.observation) for record, one in zip(records, graded, strict=True)]
    db.table("rubrics").insert_all(_rubric_rows(graded), ignore=True)
    keep_calibration(db, calibration)
    db.table("grades").insert_all(row for row, _ in rows)
    db.table("key_points").insert_all(point for _, points in rows for point in points)
    return records


def keep_calibration(db: Database, calibration: Calibration) -> None:
    """Write the curves, unless the log has them."""
    document = msgspec.json.encode(calibration).decode()
    db.table("calibrations").insert({"hash": calibration.identity, "document": document}, ignore=True)


def listing(db: Database, filters: Filters, limit: int | None = None) -> Iterator[Row]:
    """Answers as they stand, LISTED of the view `current_grades`, the newest first.

    Raises LogError for one that lacks a value.
    """
    where, values = filters.where()
    columns = ", ".join(LISTED)
    for row in db.view("current_grades").rows_where(where, values, "number desc", columns, limit):
        with part_of(str(row["id"]), "row"):
            check_values(row)
        yield row


def find(db: Database, name: str) -> Logged:
    """The grade with that id, or beginning of one, or "last".

    Raises UnknownGradeError, and LogError, naming grade and part, when what is stored of it is damaged.
    """
    id = _full_id(db, name)
    with part_of(id, "row"):
        row = dict(db.table("grades").get(id))
        check_values(row)
    question = question_of(db, row)
    with part_of(id, "key points"):
        points = list(db.table("key_points").rows_where("grade_id = ?", [id], order_by="position"))
    with part_of(id, "observation"):
        observation = msgspec.json.decode(row["observation"], type=Observation)
    return Logged(
        record=from_rows(row, points, question),
        question=question,
        observation=observation,
        calibration=_calibration(db, row),
        replies=replies_to(db, observation.judged.request) if observation.judged else (),
    )


def question_of(db: Database, row: Row) -> Question:
    """The rubric of a row of `grades`. Raises LogError, naming the grade, when it is damaged."""
    with part_of(row["id"], f"rubric {str(row['rubric_hash'])[:SHORT_HASH]}"):
        document = db.table("rubrics").get(row["rubric_hash"])["document"]
        return from_document(msgspec.json.decode(document), "the rubric in the log")


def _calibration(db: Database, row: Row) -> Calibration:
    with part_of(row["id"], f"calibration {str(row['calibration'])[:SHORT_HASH]}"):
        document = db.table("calibrations").get(row["calibration"])["document"]
        return msgspec.json.decode(document, type=Calibration)


def _full_id(db: Database, name: str) -> str:
    if name == LAST:
        found = [row["id"] for row in db.table("grades").rows_where(order_by="rowid desc", limit=1, select="id")]
    else:
        pattern = name.lower().replace("%", "").replace("_", "") + "%"
        found = [row["id"] for row in db.table("grades").rows_where("id like ?", [pattern], select="id", limit=2)]
    if not found:
        raise UnknownGradeError(f"no grade {name!r} in the log", "'grader log' lists them")
    if len(found) > 1:
        raise UnknownGradeError(f"{name!r} begins the ids of several grades", "give more digits of the id")
    return str(found[0])


def _rubric_rows(graded: Sequence[Graded]) -> list[Row]:
    by_hash = {one.grade.rubric_hash: one.question for one in graded}
    return [
        {
            "hash": hash,
            "question_id": question.id,
            "prompt": question.prompt,
            "topic": question.topic,
            "level": question.level,
            "document": msgspec.json.encode(to_document(question)).decode(),
        }
        for hash, question in by_hash.items()
    ]
