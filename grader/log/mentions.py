"""Where a person's name still stands in the log, after all that is theirs was erased."""

from collections.abc import Iterator

from sqlite_utils import Database

_PLACES = {
    "answers of others": ("grades", ("answer", "candidate")),
    "reviewers": ("reviews", ("reviewer",)),
    "reasons of reviews of others": ("reviews", ("reason",)),
    "files and options of batches": ("runs", ("directory", "files", "options")),
    "rows of batches": ("run_rows", ("file", "row_id", "error")),
    "rubrics": ("rubrics", ("document",)),
    "names of groups": ("group_members", ("group_name",)),
}


def mentions(db: Database, name: str) -> Iterator[tuple[str, int]]:
    """The places that have the name in them, and in how many rows each."""
    for place, (table, columns) in _PLACES.items():
        where = " or ".join(f"instr({column}, :name)" for column in columns)
        if count := db.table(table).count_where(where, {"name": name}):
            yield place, count
