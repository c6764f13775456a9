"""Groups of candidates: a coach's own lists in the log."""

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from grader.log.locking import writing


def add(db: Database, group: str, candidates: Sequence[str]) -> None:
    """Put candidates into a group, which is made if it is new; who is in it already stays."""
    with writing(db):
        insert(db, [(group, candidate) for candidate in candidates])


def insert(db: Database, members: Sequence[tuple[str, str]]) -> None:
    """Put candidates into groups, as (group, candidate), within a transaction of the caller's."""
    db.table("group_members").insert_all(
        ({"group_name": group, "candidate": candidate} for group, candidate in members), ignore=True
    )


def remove(db: Database, group: str, candidates: Sequence[str]) -> None:
    """Take candidates out of a group; one without members is gone."""
    with writing(db):
        for candidate in candidates:
            db.table("group_members").delete_where("group_name = ? and candidate = ?", [group, candidate])


def members(db: Database, group: str | None = None) -> Iterator[tuple[str, str]]:
    """Groups and their candidates, both in alphabetical order."""
    where, values = ("group_name = ?", [group]) if group is not None else ("1", [])
    for row in db.table("group_members").rows_where(where, values, order_by="group_name, candidate"):
        yield row["group_name"], row["candidate"]


def answers_of(db: Database) -> dict[str, int]:
    """How many answers each candidate gave."""
    rows = db.execute(
        "select candidate, count(*) from grades where candidate is not null "
        "and id not in (select grade_id from regrades) group by candidate"
    )
    return {row[0]: row[1] for row in rows}
