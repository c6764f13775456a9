"""Where one person stands, topic by topic."""

from collections.abc import Callable

from grader.history.standing import standing_of
from grader.log.current import Attempt


def test_a_standing_is_by_latest_attempts(attempt: Callable[..., Attempt]) -> None:
    first = attempt("Sample Ana", "q", 10, topic="sky")
    others = [attempt("Sample Ana", "q", 50, topic="sky"), attempt("Sample Ana", "r", 90, topic="sea")]
    found = standing_of([first, *others])
    assert (found.candidate, found.first_id, found.summary.mean) == ("Sample Ana", first.first_id, 70)
    assert {topic: one.mean for topic, one in found.topics.items()} == {"sky": 50, "sea": 90}
