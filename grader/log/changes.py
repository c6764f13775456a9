"""What was written to the log since somebody last looked, so that they need not read all of it again."""

from msgspec import Struct
from sqlite_utils import Database

_KEYS = {"grades": "id", "regrades": "grade_id", "reviews": "id"}

Last = tuple[int, int, str | None]
"""Of a table: how many rows it has, and the number and the id of the last one."""


class Mark(Struct, frozen=True, kw_only=True):
    """How far the log had come."""

    grades: Last
    regrades: Last
    reviews: Last


def mark_of(db: Database) -> Mark:
    """How far the log has come."""
    return Mark(**{table: _last(db, table, key) for table, key in _KEYS.items()})


def changed_since(db: Database, before: Mark, now: Mark) -> set[str] | None:
    """The first ids of answers that are new, graded again or reviewed; None where rows are gone: read all again."""
    if any(_gone(db, table, key, getattr(before, table), getattr(now, table)) for table, key in _KEYS.items()):
        return None
    rows = db.execute(_CHANGED, [before.grades[1], before.regrades[1], before.reviews[1]])
    return {row[0] for row in rows}


_CHANGED = """
select id from grades where rowid > ? and not exists (select 1 from regrades where grade_id = grades.id)
union select first_id from regrades where rowid > ?
union select first_id from reviews where rowid > ?
"""


def _last(db: Database, table: str, key: str) -> Last:
    [count] = db.execute(f"select count(*) from {table}").fetchone()  # noqa: S608 - names of ours
    last = db.execute(f"select rowid, {key} from {table} order by rowid desc limit 1").fetchone()  # noqa: S608
    return (count, last[0], last[1]) if last else (0, 0, None)


def _gone(db: Database, table: str, key: str, before: Last, now: Last) -> bool:
    """Whether a row that was there is not: SQLite may give its number to the next one."""
    (count, last, id), (count_now, last_now, _) = before, now
    if not count:
        return False
    there = db.execute(f"select {key} from {table} where rowid = ?", [last]).fetchone()  # noqa: S608 - names of ours
    return there is None or there[0] != id or count_now - count != last_now - last
