"""A connection that may write reviews and nothing else, whatever is asked of it."""

import sqlite3

from sqlite_utils import Database

REVIEWS = frozenset({"reviews", "review_key_points"})

_READING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)

_ASKING = frozenset({"table_info", "table_xinfo", "foreign_key_list", "index_list", "index_info", "database_list"})


def only_reviews(db: Database) -> None:
    """From now on SQLite itself refuses every statement on this connection but reading and adding reviews."""
    db.conn.set_authorizer(_allowed)


def _allowed(action: int, one: str | None, _two: str | None, _database: str | None, _trigger: str | None) -> int:
    reads = action in _READING or (action == sqlite3.SQLITE_PRAGMA and one in _ASKING)
    adds = action == sqlite3.SQLITE_INSERT and one in REVIEWS
    return sqlite3.SQLITE_OK if reads or adds else sqlite3.SQLITE_DENY
