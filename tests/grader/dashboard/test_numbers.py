"""What pages show is what the commands say, and what SQL over the views says."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlite_utils import Database

from tests.grader.dashboard.conftest import Tables, Visitor

Run = Callable[..., Result]
LATEST = (
    "select * from current_grades as one where not exists (select 1 from current_grades as later where"
    " later.candidate = one.candidate and later.question_id = one.question_id and later.number > one.number)"
)


@pytest.fixture
def sql(made_up: Path) -> Database:
    """The log, to be asked in SQL."""
    return Database(made_up)


def shown(percent: float | None) -> str:
    return "\u2013" if percent is None else f"{percent:.0f}%"


def told(run: Run, *command: str) -> Any:
    result = run(*command, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("group", [None, "spring"])
def test_topics(sql: Database, run: Run, visitor: Callable[..., Visitor], group: str | None) -> None:
    page = visitor().get("/", params={"group": group} if group else {})
    rows = Tables(page.text).named("Each person counts once")
    topics = told(run, "topics", *(["--group", group] if group else []))["topics"]
    assert [[row[0], int(row[1]), int(row[2]), row[3].split()[0]] for row in rows] == [
        [one["topic"], one["people"], one["answers"], shown(one["mean"])] for one in topics
    ]
    where = "candidate in (select candidate from group_members where group_name = :group)" if group else "1"
    means = sql.execute(
        f"select topic, avg(percent), count(*) from ({LATEST}) where {where} group by 1",  # noqa: S608
        {"group": group},
    )
    assert {one["topic"]: one["answers"] for one in topics} == {topic: n for topic, mean, n in means.fetchall()}


def test_the_heat_map_and_a_candidate(sql: Database, run: Run, visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    rows = {row[0]: row[1:] for row in Tables(someone.get("/candidates").text).named("by the latest attempt")}
    people = told(run, "history")["candidates"]
    topics = sorted({topic for one in people for topic in one["topics"]})
    assert rows == {
        one["candidate"]: [
            str(one["summary"]["attempts"]),
            shown(one["summary"]["mean"]),
            *(shown(one["topics"][topic]["mean"]) if topic in one["topics"] else "\u2013" for topic in topics),
        ]
        for one in people
    }
    means = sql.execute(f"select candidate, avg(percent) from ({LATEST}) group by 1")  # noqa: S608
    assert {name: rows[name][1] for name in rows} == {name: shown(round(mean, 1)) for name, mean in means}
    name = people[0]["candidate"]
    [first] = sql.execute("select id from grades where candidate = ? order by rowid limit 1", [name]).fetchone()
    page = someone.get(f"/candidate/{first}").text
    one = told(run, "history", name)
    assert [row[2].split()[0] for row in Tables(page).named("the newest first")] == [
        shown(attempt["percent"]) for attempt in reversed(one["attempts"])
    ]
    assert f"<b>{one['new_questions']['verdict']}</b>" in page
    assert f"p = {one['new_questions']['p']:.2g}" in page


def test_key_points_of_a_question(sql: Database, run: Run, visitor: Callable[..., Visitor]) -> None:
    [id] = sql.execute("select question_id from grades group by 1 order by count(*) desc limit 1").fetchone()
    page = visitor().get(f"/question/{id}").text
    rows = Tables(page).named("Mean and separation")
    items = told(run, "items", "--key-points", "--question", id)["items"]
    assert [(row[0].split()[-1], row[1], row[2]) for row in rows] == [
        (one["key_point_id"], shown(one["mean"]), one["hardness"] or "") for one in items
    ]
    [item] = told(run, "items", "--question", id)["items"]
    assert item["hardness"] is None or f"It is <b>{item['hardness']}</b>: {shown(item['mean'])}" in page
    missed = sql.execute(
        "select key_point_id, sum(status in ('missing', 'contradicted')), count(*) from current_key_points"  # noqa: S608
        f" where first_id in (select first_id from ({LATEST}) where question_id = ?) group by 1",
        [id],
    )
    assert {row[0].split()[-1]: row[4] for row in rows} == {key: f"{missed} of {n}" for key, missed, n in missed}


def test_the_spread_and_the_trend(sql: Database, visitor: Callable[..., Visitor]) -> None:
    tables = Tables(visitor().get("/").text)
    bins = sql.execute("select min(cast(percent as int) / 5, 19), count(*) from current_grades group by 1")
    assert {row[0]: int(row[2]) for row in tables.named("Answers by score") if row[2] != "0"} == {
        f"{5 * low} to {5 * low + 5}%": n for low, n in bins
    }
    months = sql.execute(
        "select substr(created, 1, 7), count(distinct coalesce(candidate, first_id)), count(*), avg(percent)"
        " from current_grades group by 1"
    )
    assert tables.named("Answers over time") == [
        [month, str(people), str(n), shown(round(mean, 1))] for month, people, n, mean in months
    ]


def test_the_review_queue(sql: Database, run: Run, visitor: Callable[..., Visitor]) -> None:
    page = visitor().get("/queue").text
    rows = Tables(page).named("that need a person")
    exported = [row for row in told(run, "review", "export")["rows"] if row["needs_review"]]
    certain = sorted(exported, key=lambda row: row["low"] - row["high"])
    assert re.findall(r'href="/answer/(\w+)"', page) == [row["grade_id"] for row in certain[:50]]
    waiting = sql.query("select * from current_grades where needs_review order by low - high, number limit 50")
    assert [(row[0], row[1]) for row in rows] == [(one["question_id"], one["candidate"]) for one in waiting]
    assert f"{len(exported)} answers that need a person" in page
