"""What candidates expected of their answers before they saw the grade."""

from collections.abc import Iterable

from sqlite_utils import Database


def insert_confidences(db: Database, stated: Iterable[tuple[str, float | None]]) -> None:
    """Write, by the id of the grade that an answer got first, the percentage its candidate expected, if any.

    Within a transaction of the caller's.
    """
    db.table("confidences").insert_all(
        {"first_id": id, "confidence": confidence} for id, confidence in stated if confidence is not None
    )


def confidences(db: Database) -> dict[str, float]:
    """The percentages that candidates expected, by the id of the grade that the answer got first."""
    return {row["first_id"]: row["confidence"] for row in db.table("confidences").rows}
