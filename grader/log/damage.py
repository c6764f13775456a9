"""What was damaged or tampered with in the log is named, with the grade it belongs to."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

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


def part_of(grade_id: str, part: str) -> AbstractContextManager[None]:
    """Turn whatever goes wrong with a stored part of a grade into a LogError that names both."""
    return _part(f"grade {grade_id}", part)


def part_of_run(run_id: str, part: str) -> AbstractContextManager[None]:
    """The same for a stored part of a run."""
    return _part(f"run {run_id}", part)


@contextmanager
def _part(whole: str, part: str) -> Iterator[None]:
    try:
        yield
    except _SIGNS as error:
        raise _damaged(whole, part, error) from error
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):  # a lock, say, is no damage
            raise
        raise _damaged(whole, part, "it is not UTF-8") from error


def _damaged(whole: str, part: str, reason: Exception | str) -> LogError:
    if isinstance(reason, NotFoundError):
        reason = "it is not there"
    told = " ".join(str(reason.problem if isinstance(reason, RubricError) else reason).split())
    return LogError(f"{whole} is damaged in the log, in its {part}: {told}", REMEDY)
