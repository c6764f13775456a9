"""What was damaged or tampered with in the log is named, with the grade it belongs to."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from sqlite_utils.db import NotFoundError

from grader.errors import LogError
from rubric.errors import RubricError

REMEDY = "it was changed outside grader; restore a copy of the log"

_SIGNS = (
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    NotFoundError,
    msgspec.MsgspecError,
    RubricError,
)


@contextmanager
def part_of(grade_id: str, part: str) -> Iterator[None]:
    """Turn whatever goes wrong with a stored part of a grade into a LogError that names both."""
    try:
        yield
    except _SIGNS as error:
        raise _damaged(grade_id, part, error) from error
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):  # a lock, say, is no damage
            raise
        raise _damaged(grade_id, part, "it is not UTF-8") from error


def _damaged(grade_id: str, part: str, reason: Exception | str) -> LogError:
    if isinstance(reason, NotFoundError):
        reason = "it is not there"
    told = " ".join(str(reason.problem if isinstance(reason, RubricError) else reason).split())
    return LogError(f"grade {grade_id} is damaged in the log, in its {part}: {told}", REMEDY)
