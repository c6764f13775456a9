"""Machine against reviewers: known values."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from grader.log.current import attempt_points, attempts
from grader.log.records import Record
from grader.log.store import find
from grader.reviewing.agreeing import Agreement, agreement_of
from grader.reviewing.deciding import Said, decide

Answer = Callable[..., Record]
Open = Callable[[], AbstractContextManager[Database]]
NOW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def reviewed(answer: Answer, opened: Open) -> Callable[..., Agreement]:
    """Five answers, four of them reviewed: machine fair, fair, excellent, poor; people fair, good, excellent, fair."""
    letters = {"Ana": "ccmm", "Ben": "ccmm", "Chi": "cccc", "Dee": "mmmm", "Eli": "cccc"}
    records = [answer(f"Sample {name}", say, doubtful=name in ("Ana", "Eli")) for name, say in letters.items()]
    with opened() as log:
        for record, points in zip(records, (2, 3, 4, 2), strict=False):
            said = Said(
                reviewer="Sample Rev" if points < 4 else "Sample Eve", points=points, reason=f"{points} it is",
                blind=points == 2, key_points={"k1": "covered"},
            )  # fmt: skip
            decide(log, find(log, str(record.grade_id)), said, NOW)

    def call(**options: bool) -> Agreement:
        with opened() as log:
            return agreement_of(attempts(log), attempt_points(log), **options)

    return call


def test_known_values(reviewed: Callable[..., Agreement]) -> None:
    found = reviewed()
    # bands, poor 0 to excellent 4: machine 2 2 4 0, people 2 3 4 2. Observed squares 0 + 1 + 0 + 4 = 5; expected over
    # all 16 pairs (0 1 4 0, twice, then 4 1 0 4 and 4 9 16 4) = 5 + 5 + 9 + 33 = 52, by n 13. QWK = 1 - 5/13
    assert found.qwk == pytest.approx(1 - 5 / 13)
    assert (found.exact, found.adjacent) == (0.5, 0.75)
    # percentages 50 50 100 0 against 50 75 100 50: differences 0, -25, 0, -50
    assert (found.mae, found.bias) == (18.75, -18.75)
    # intervals reach 10 to either side: 50 and 100 are in, 75 and 50 are not
    assert found.in_interval == 0.5
    # k1 is covered by all but Dee
    assert (found.key_points, found.key_points_exact) == (4, 0.75)


def test_how_much_was_reviewed_and_by_whom(reviewed: Callable[..., Agreement]) -> None:
    found = reviewed()
    n = found.coverage
    assert (n.answers, n.reviewed, n.doubtful, n.doubtful_reviewed, n.blind) == (5, 4, 2, 1, 2)
    assert [(one.reviewer, one.n, one.exact, one.bias) for one in found.reviewers] == [
        ("Sample Rev", 3, pytest.approx(1 / 3), -25),
        ("Sample Eve", 1, 1, 0),
    ]


def test_the_farthest_apart_come_first(reviewed: Callable[..., Agreement]) -> None:
    found = reviewed().disagreements
    assert [(one.candidate, one.machine_band, one.human_band, one.reason) for one in found] == [
        ("Sample Dee", "poor", "fair", "2 it is"),
        ("Sample Ben", "fair", "good", "3 it is"),
    ]


def test_blind_reviews_alone(reviewed: Callable[..., Agreement]) -> None:
    found = reviewed(blind=True)
    assert (found.exact, found.mae, found.key_points, found.coverage.reviewed) == (0.5, 25, 2, 4)


def test_without_reviews_nothing_is_defined(answer: Answer, opened: Open) -> None:
    answer("Sample Ana", "cccc")
    with opened() as log:
        found = agreement_of(attempts(log), attempt_points(log))
    assert (found.coverage.answers, found.qwk, found.exact, found.reviewers) == (1, None, None, ())
