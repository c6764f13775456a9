"""What was written to the log since somebody last looked, so that they need not read all of it again."""

from msgspec import Struct
from sqlite_utils import Database


class Mark(Struct, frozen=True, kw_only=True):
    """How far the log had come: of each table how many rows, the number and the id of the last one."""

    grades: tuple[int, int, str | None]
    regrades: tuple[int, int, str | None]
    reviews: tuple[int, int, str | None]


def mark_of(db: Database) -> Mark:
    """How far the log has come."""
    return Mark(
        grades=_table(db, "grades", "id"),
        regrades=_table(db, "regrades", "grade_id"),
        reviews=_table(db, "reviews", "id"),
    )


def changed_since(db: Database, before: Mark, now: Mark) -> set[str] | None:
    """The first ids of answers that are new, graded again or reviewed; None where rows are gone: read all again."""
    for name in Mark.__struct_fields__:
        (count, last, id), (count_now, last_now, id_now) = getattr(before, name), getattr(now, name)
        if count_now - count != last_now - last or (last == last_now and id != id_now):
            return None
    rows = db.execute(_CHANGED, [before.grades[1], before.regrades[1], before.reviews[1]])
    return {row[0] for row in rows}


_CHANGED = """
select id from grades where rowid > ? and not exists (select 1 from regrades where grade_id = grades.id)
union select first_id from regrades where rowid > ?
union select first_id from reviews where rowid > ?
"""


def _table(db: Database, table: str, key: str) -> tuple[int, int, str | None]:
    [count] = db.execute(f"select count(*) from {table}").fetchone()  # noqa: S608 - names of ours
    last = db.execute(f"select rowid, {key} from {table} order by rowid desc limit 1").fetchone()  # noqa: S608
    return (count, last[0], last[1]) if last else (0, 0, None)
