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
from rubric import KeyPoint, Question

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "</style></title>{{ 7 * 7 }}{% raw %}",
    "*a* _b_ [c](http://d.example) `e` | f",
    '#eval("1") $x$ @ref \\u{41}',
    "=HYPERLINK(1)",
    "\x1b[31mred\x07",
    "\u202egnp.exe\u202c",
    "\u05e9\u05dc\u05d5\u05dd",
)
"""Texts that are markup, code, commands to a terminal or a change of direction to somebody; the last is harmless."""

WORD = "x" * 100_000


def hostile_question() -> Question:
    """A question whose every text is hostile."""
    texts = iter(HOSTILE * 2)
    points = tuple(KeyPoint(id=f"k{n}", text=next(texts), hint=next(texts)) for n in range(4))
    return Question(
        id="hostile", prompt=HOSTILE[0], topic=HOSTILE[1], level="basic", reference_answers=("So.",), key_points=points
    )


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
