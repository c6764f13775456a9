"""A made-up log, written by the log's own functions: people who learn, their grades, regrades, reviews and groups."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from grader.calibration import shipped
from grader.log import groups
from grader.log.locking import writing
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.reviews import Decision, insert_reviews
from grader.log.store import append, append_again
from rubric.bank import questions
from tests.made_up_log.answers import Person, answered, answered_again

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DAYS = 300
AT_ONCE = 100
GROUPS = ("spring", "summer", "autumn")
REVIEWERS = ("Coach Sample", "Coach Muster")
REVIEWED, REGRADED = 0.03, 0.01
"""Shares of the answers."""


def write_log(path: Path, people: int = 200, grades: int = 20_000, seed: int = 7) -> None:
    """Write a log of so many candidates and grades (a few more, for some answers are graded again).

    The same seed gives the same people, answers, points and times; ids are random, as ever.
    """
    chance = random.Random(seed)
    cohort = [Person(f"Sample {n:03}", chance.gauss(0, 1), chance.uniform(-0.3, 1.5)) for n in range(people)]
    with open_log(path) as log:
        log.conn.execute("pragma synchronous = off")  # nobody mourns a made-up log
        for n, name in enumerate(GROUPS):
            groups.add(log, name, [person.name for person in cohort[n :: len(GROUPS)]])
        for records, when in _grades(log, cohort, grades, chance):
            _grade_again(log, _some(records, REGRADED, chance), chance, when)
            _review(log, _some(records, REVIEWED, chance), chance, when)


def _grades(
    log: Database, cohort: Sequence[Person], grades: int, chance: random.Random
) -> Iterator[tuple[list[Record], datetime]]:
    bank = list(questions())
    for numbers in _ranges(grades, AT_ONCE):
        made, names = [], []
        for number in numbers:
            person = chance.choice(cohort)
            made.append(answered(chance.choice(bank), chance, person.skill + person.learning * number / grades))
            names.append(person.name)
        when = START + timedelta(days=DAYS * numbers[0] / grades)
        yield append(log, made, names, when, shipped()), when


def _ranges(total: int, size: int) -> Iterator[range]:
    """0 to total in ranges of at most `size`."""
    return (range(start, min(start + size, total)) for start in range(0, total, size))


def _some(records: Sequence[Record], share: float, chance: random.Random) -> list[Record]:
    return [record for record in records if chance.random() < share]


def _grade_again(log: Database, records: Sequence[Record], chance: random.Random, when: datetime) -> None:
    bank = {question.id: question for question in questions()}
    again = [answered_again(record, bank[record.grade.question_id], chance) for record in records]
    earlier = [(str(record.grade_id), record.candidate) for record in records]
    append_again(log, again, earlier, when + timedelta(days=1), shipped())


def _review(log: Database, records: Sequence[Record], chance: random.Random, when: datetime) -> None:
    decisions = [_decision(record, chance) for record in records]
    with writing(log):
        insert_reviews(log, decisions, when + timedelta(days=2))


def _decision(record: Record, chance: random.Random) -> Decision:
    grade = record.grade
    said = chance.choice(grade.key_points)
    points = min(max(round(grade.points + chance.gauss(0, 1.5)), 0), int(grade.max_points))
    return Decision(
        grade_id=str(record.grade_id), first_id=str(record.grade_id), max_points=grade.max_points,
        reviewer=chance.choice(REVIEWERS), points=points, reason=f"I read {said.id} otherwise.",
        blind=chance.random() < 0.3, key_points={said.id: chance.choice(("covered", "partial", "missing"))},
    )  # fmt: skip
