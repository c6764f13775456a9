"""Numbers that are kept are those that would be computed anew, whatever is written meanwhile."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from grader.calibration import shipped
from grader.dashboard.snapshot import Snapshot
from grader.errors import LogError
from grader.history.items import key_point_items, question_items
from grader.history.people import person_of
from grader.history.progress import norms_of
from grader.history.topics import topics_of
from grader.log import groups
from grader.log.current import attempt_points, attempts
from grader.log.opening import open_log
from grader.log.store import Filters, append, append_again, find
from grader.reviewing.deciding import Said, decide, take_back
from grader.reviewing.queue import queue_of
from rubric.bank import questions
from tests.grader.conftest import Answer
from tests.made_up_log.answers import answered, answered_again

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def check(snapshot: Snapshot, log: Database, filters: Filters) -> None:
    """Raises AssertionError unless the snapshot says what the commands say of the same log."""
    found, points = attempts(log, filters), attempt_points(log, filters)
    assert snapshot.attempts == found
    assert snapshot.topics == topics_of(found, points)
    assert snapshot.queue == queue_of(found)
    assert snapshot.norms == norms_of(found)
    items = {item.question_id: item for item in question_items(found)}
    assert {id: snapshot.item(id) for id in snapshot.questions} == items
    kept = [item for _, part in sorted(snapshot.questions.items()) for item in part.key_points]
    assert kept == key_point_items(found, points)
    for standing in snapshot.standings:
        own = snapshot.person(standing.candidate)
        assert standing.topics == person_of(own, found).topics


def something(log: Database, chance: random.Random) -> None:
    """Write something that people and programs write."""
    [id] = log.execute("select id from current_grades order by random() limit 1").fetchone()
    logged = find(log, id)
    said = Said(reviewer="Coach Sample", points=chance.randint(0, 5), reason="so", key_points={})
    kind = chance.randrange(4)
    if kind == 0:
        decide(log, logged, said, NOW)
    elif kind == 1:
        decide(log, logged, said, NOW)
        take_back(log, id, "Coach Sample", "not so", NOW)
    elif kind == 2:
        again = answered_again(logged.record, logged.question, chance)
        [first] = log.execute("select first_id from current_grades where id = ?", [id]).fetchone()
        append_again(log, [again], [(first, logged.record.candidate)], NOW, shipped())
    else:
        append(log, [answered(chance.choice(list(questions())), chance, 1)], ["Sample New"], NOW, shipped())


@pytest.mark.parametrize("group", [None, "spring"])
def test_it_keeps_up_with_the_log(made_up: Path, group: str | None) -> None:
    chance, filters = random.Random(5), Filters(group=group)
    snapshot = Snapshot(filters)
    with open_log(made_up) as log:
        for _ in range(8):
            snapshot.refresh(log)
            check(snapshot, log, filters)
            something(log, chance)
        if group:
            groups.add(log, group, ["Sample 001", "Sample 002"])
        log.execute("delete from review_key_points")
        log.execute("delete from reviews where withdraws is not null")
        log.execute("delete from reviews")
        snapshot.refresh(log)
        check(snapshot, log, filters)


def test_a_damaged_row_is_named_until_it_is_mended(answer: Answer, db: Path) -> None:
    first = answer("Sample Ana", "cc")
    snapshot = Snapshot(Filters())
    with open_log(db) as log:
        snapshot.refresh(log)
        second = answer("Sample Ben", "cm")
        log.execute("drop trigger grades_append_only")
        log.execute("update grades set band = 'grand' where id = ?", [second.grade_id])
        for _ in range(2):
            with pytest.raises(LogError, match=str(second.grade_id)):
                snapshot.refresh(log)
        log.execute("update grades set band = 'good' where id = ?", [second.grade_id])
        snapshot.refresh(log)
    assert [attempt.id for attempt in snapshot.attempts] == [first.grade_id, second.grade_id]
