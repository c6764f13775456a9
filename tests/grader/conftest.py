"""Made-up logs: grades by nobody's model, written as real ones are, for what reads the log over time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlite_utils import Database

from grader.calibration import shipped
from grader.coverage import Evidence, Status
from grader.facts import blank
from grader.grade import Grade, KeyPointGrade
from grader.grading import Graded
from grader.log.current import Attempt
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.store import append
from grader.observation import Observation
from grader.scoring import band
from rubric import KeyPoint, Question
from rubric.identity import content_hash
from rubric.model import Level
from tests.made_up_log.writing import write_log

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
EARNED: dict[Status, float] = {"covered": 1.0, "partial": 0.5, "missing": 0.0, "contradicted": 0.0}
LETTERS: dict[str, Status] = {"c": "covered", "p": "partial", "m": "missing", "x": "contradicted"}


def made_up_question(id: str = "sky", topic: str = "nature", level: Level = "basic", points: int = 4) -> Question:
    """A question with key points k1, k2, ... of weight 1."""
    key_points = tuple(
        KeyPoint(id=f"k{n}", text=f"Point {n} of {id}.", hint=f"Which {n}?") for n in range(1, points + 1)
    )
    return Question(
        id=id, prompt=f"What of {id}?", topic=topic, level=level, reference_answers=("So.",), key_points=key_points
    )  # fmt: skip


def made_up_graded(
    question: Question, statuses: str, *, answer: str = "An answer.", half: float = 10.0, doubtful: bool = False
) -> Graded:
    """A made-up grade; a letter of `statuses` for each key point: c(overed), p(artial), m(issing), x contradicted."""
    found = tuple(
        KeyPointGrade(
            id=point.id, text=point.text, weight=point.weight, status=LETTERS[letter],
            coverage=EARNED[LETTERS[letter]], points=EARNED[LETTERS[letter]] * point.weight, counts=True,
            evidence=None if letter == "m" else Evidence(answer[:2], 0, 2), hint=point.hint,
        )
        for point, letter in zip(question.key_points, statuses, strict=True)
    )  # fmt: skip
    points = sum(point.points for point in found)
    percent = round(100 * points / question.max_points, 1)
    grade = Grade(
        question_id=question.id, points=points, max_points=question.max_points, percent=percent, band=band(percent),
        interval=(max(percent - half, 0.0), min(percent + half, 100.0)), needs_review=doubtful, conditions=(),
        key_points=found, misconceptions=(), next_step=None, feedback="", rubric_hash=content_hash(question),
        calibration=shipped().identity, model="made-up", weights_hash="0" * 64, verifier=None, device="cpu",
        version="0.0.0",
    )  # fmt: skip
    return Graded(question, answer, Observation(blank()), grade)


Answer = Callable[..., Record]


@pytest.fixture
def answer(db: Path) -> Answer:
    """Writes a made-up grade to the test's log: answer("Sample Ana", "ccmx", day=3). Returns its record."""

    def call(
        candidate: str | None, statuses: str, *, day: int = 0, question: Question | None = None, **others: object
    ) -> Record:
        graded = made_up_graded(question or made_up_question(points=len(statuses)), statuses, **others)
        with open_log(db) as log:
            return append(log, [graded], [candidate], START + timedelta(days=day), shipped())[0]

    return call


@pytest.fixture
def regraded() -> Callable[[Record, str], Graded]:
    """Makes up a later grade of the same answer by the same rubric: regraded(record, "cccc")."""
    return lambda record, statuses: made_up_graded(
        made_up_question(record.grade.question_id, points=len(statuses)), statuses, answer=record.answer
    )


@pytest.fixture
def asked() -> Callable[..., Question]:
    """Makes up questions: asked("sea", points=2)."""
    return made_up_question


@pytest.fixture
def opened(db: Path) -> Callable[[], AbstractContextManager[Database]]:
    """Opens the test's log."""
    return lambda: open_log(db)


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


@pytest.fixture
def made_up_cohort(db: Path) -> Callable[..., None]:
    """Writes people who learn to the test's log: made_up_cohort(people=20, grades=400)."""
    return lambda people, grades: write_log(db, people, grades)
