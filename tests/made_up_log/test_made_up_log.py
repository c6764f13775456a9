"""The made-up log is one that grader could have written, and the same for the same seed."""

from collections import Counter
from pathlib import Path

import pytest
from sqlite_utils import Database

from grader.explaining import differences
from grader.log.checking import findings
from grader.log.store import find
from tests.made_up_log.writing import write_log

TOLD = "select number, created, candidate, question_id, percent, band, low, high, reviewer, answer from current_grades"


@pytest.fixture
def log(db: Path) -> Database:
    """A made-up log of 12 people and 300 grades."""
    write_log(db, people=12, grades=300, seed=3)
    return Database(db)


def test_it_is_whole(log: Database) -> None:
    assert list(findings(log)) == []


def test_its_grades_follow_from_what_it_holds(log: Database) -> None:
    for (id,) in log.execute("select id from grades order by random() limit 20"):
        logged = find(log, id)
        assert differences(logged) == []
        for point in logged.record.grade.key_points:
            assert (point.evidence is None) == (point.status == "missing")
            assert point.evidence is None or point.evidence.text


def test_it_holds_everything_that_a_log_can_hold(log: Database) -> None:
    bands = Counter(band for (band,) in log.execute("select band from current_grades"))
    assert {"excellent", "good", "fair", "weak"} <= set(bands)
    statuses = {status for (status,) in log.execute("select distinct status from key_points")}
    assert statuses == {"covered", "partial", "missing", "contradicted"}
    for table in ("reviews", "review_key_points", "regrades", "group_members"):
        assert log.table(table).count > 0
    assert log.execute("select sum(needs_review) from current_grades").fetchone()[0] > 0


def test_the_same_seed_makes_the_same_log(log: Database, tmp_path: Path) -> None:
    write_log(tmp_path / "again.db", people=12, grades=300, seed=3)
    assert list(log.query(TOLD)) == list(Database(tmp_path / "again.db").query(TOLD))
