"""What tests of reports share: a log whose every text is hostile."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from grader.log.locking import writing
from grader.log.records import Record
from grader.log.reviews import Decision, insert_reviews
from tests.hostile import HOSTILE, WORD, hostile_question

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def hostile_log(
    db: Path, answer: Callable[..., Record], opened: Callable[[], AbstractContextManager[Database]]
) -> tuple[str, ...]:
    """Every hostile text as a name, an answer, a rubric, and a reviewer's reason; returns the names."""
    for text in (*HOSTILE, WORD):
        made = answer(text, "cpmx", question=hostile_question(), answer=f"{text}\nof a hostile kind")
        decision = Decision(
            grade_id=str(made.grade_id), first_id=str(made.grade_id), max_points=4, reviewer=text, points=3,
            reason=text, key_points={"k3": "covered"},
        )  # fmt: skip
        with opened() as log, writing(log):
            insert_reviews(log, [decision], NOW)
    assert db.is_file()
    return (*HOSTILE, WORD)
