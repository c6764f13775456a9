"""Whatever was changed behind the log's back, showing or explaining the grade says what, in one line."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from grader.log.records import Record

TRIGGERS = [f"drop trigger {table}_append_only" for table in ("grades", "key_points", "rubrics", "calibrations")]
COMMANDS = [
    ("log", "show", "last"),
    ("log", "show", "last", "--json"),
    ("explain", "last"),
    ("explain", "last", "--verify"),
]

EDITS = {
    "update grades set observation = '{}'": "observation: Object missing required field `facts`",
    "update grades set observation = 'garbage'": "observation: JSON is malformed",
    "update grades set observation = ''": "observation: Input data was truncated",
    "update grades set observation = null": "row: it has no observation",
    "update grades set observation = cast(x'ff' as text)": "row: it is not UTF-8",
    "update grades set conditions = 'x'": "conditions: JSON is malformed",
    """update grades set conditions = '["foo"]'""": "row: Invalid enum value 'foo'",
    "update grades set misconceptions = '[1]'": "row: Expected `object`, got `int`",
    "update grades set next_step = ''": "next_step: Input data was truncated",
    "update grades set next_step = '{}'": "row: Object missing required field `key_point`",
    "update grades set points = null": "row: it has no points",
    "update grades set points = 9e999": "row: its points is inf",
    "update grades set max_points = 0": "row: its max_points is 0",
    "update grades set band = 'zzz'": "row: Invalid enum value 'zzz'",
    "update grades set created = null": "row: it has no created",
    "update grades set answer = cast(x'ff' as text)": "row: it is not UTF-8",
    "update grades set rubric_hash = 'none'": "rubric none: it is not there",
    "update rubrics set document = '{}'": ": key 'id' is missing",
    "update rubrics set document = '[]'": ": expected `object`, got `array`",
    "update rubrics set document = 'x'": ": JSON is malformed",
    "update rubrics set document = null": "NoneType",
    "update rubrics set document = cast(x'ff' as text)": ": it is not UTF-8",
    "delete from rubrics": ": it is not there",
    "update calibrations set document = '{}'": ": Object missing required field `fitted_on`",
    "delete from calibrations": ": it is not there",
    "update key_points set key_point_id = 'zzz'": "key points: its rubric has none of the id 'zzz'",
    "update key_points set status = 'zzz'": "row: Invalid enum value 'zzz'",
    "update key_points set points = null": "row: Expected `float`, got `null`",
    "update key_points set counts = null": "key points: its counts is None, neither 0 nor 1",
    "delete from key_points where position = 1": "key points: it has 1 of its rubric's 2",
    "update key_points set evidence_end = null": "row: Expected `int`, got `null`",
}


def change(db: Path, edit: str) -> None:
    """Do behind the log's back what a column's own rule would refuse, too."""
    with closing(sqlite3.connect(db)) as raw:
        for trigger in TRIGGERS:
            raw.execute(trigger)
        raw.execute("pragma writable_schema = on")
        raw.execute("update sqlite_master set sql = replace(sql, ' NOT NULL', '') where type = 'table'")
        raw.commit()
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute(edit)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("edit", EDITS)
def test_a_damaged_part_is_named_with_its_grade(
    run: Callable[..., Result], db: Path, record: Record, edit: str, command: tuple[str, ...]
) -> None:
    change(db, edit)
    done = run(*command)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: grade {record.grade_id} is damaged in the log, in its ")
    assert EDITS[edit] in done.stderr
    assert done.stderr.endswith("; it was changed outside grader; restore a copy of the log\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("part", "value"),
    [("covered.curves.cosine", '{"at":[],"log_odds":[]}'), ("ramp", '{"start":0.9,"end":0.9}')],
)
def test_numbers_that_no_grade_follows_from_are_named(
    run: Callable[..., Result], db: Path, record: Record, part: str, value: str
) -> None:
    change(db, f"update calibrations set document = json_set(document, '$.{part}', json('{value}'))")  # noqa: S608
    done = run("explain", "last")
    assert done.exit_code == 1
    problem = f"Error: grade {record.grade_id} is damaged in the log, in its observation or calibration: "
    assert done.stderr.startswith(problem)


@pytest.mark.parametrize("column", ["percent", "created", "max_points"])
def test_a_damaged_row_of_the_list_is_named(run: Callable[..., Result], db: Path, record: Record, column: str) -> None:
    change(db, f"update grades set {column} = null")  # noqa: S608 - a fixed list of names
    done = run("log")
    problem = f"Error: grade {record.grade_id} is damaged in the log, in its row: it has no {column}; "
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(problem)
