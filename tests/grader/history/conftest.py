"""What tests of the history share: attempts made up without a log."""

from collections.abc import Callable
from itertools import count

import pytest

from grader.log.current import Attempt
from grader.scoring import band


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    """Makes up attempts, each later than the one before: attempt("Sample Ana", "lstm", 50)."""
    numbers = count(1)

    def call(candidate: str | None, question: str, percent: float, **others: object) -> Attempt:
        number = next(numbers)
        given: dict[str, object] = {
            "number": number, "id": f"{number:016x}", "first_id": f"{number:016x}", "candidate": candidate,
            "created": f"2026-01-01T00:00:{number % 60:02}+00:00", "question_id": question, "topic": "nature",
            "level": "basic", "points": percent / 25, "max_points": 4, "percent": percent, "band": band(percent),
            "machine_points": percent / 25, "machine_max_points": 4, "machine_percent": percent,
            "machine_band": band(percent), "low": percent, "high": percent, "doubtful": False, "needs_review": False,
            "review_id": None, "reviewed": None, "reviewer": None, "reason": None, "blind": None, "differs": False,
            "rubric_hash": "r", "calibration": "c", "weights_hash": "w", "verifier": None,
        }  # fmt: skip
        return Attempt(**(given | others))

    return call
