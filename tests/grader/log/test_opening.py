"""Every way a log can be unusable is one clear message, and nothing is lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from grader.errors import LogError
from grader.log import opening
from grader.log.migrations import migrations
from grader.log.opening import open_log
from grader.log.records import Record


def test_a_new_log_is_in_wal_mode_with_foreign_keys_on(db: Path) -> None:
    with open_log(db) as log:
        assert log.conn.execute("pragma journal_mode").fetchone() == ("wal",)
        assert log.conn.execute("pragma foreign_keys").fetchone() == (1,)
        assert migrations.pending(log) == []


def test_reading_a_log_that_is_not_there_does_not_create_it(db: Path) -> None:
    with pytest.raises(LogError, match="there is no log at"), open_log(db, create=False):
        pass
    assert not db.exists()


def test_another_file_is_left_alone(db: Path) -> None:
    db.write_text("these are my notes, not a database at all" * 50)
    with pytest.raises(LogError, match="file is not a database; it is some other file"), open_log(db):
        pass
    assert db.read_text().startswith("these are my notes")


def test_another_programs_database_is_left_alone(db: Path) -> None:
    with closing(sqlite3.connect(db)) as other:
        other.execute("create table recipes (name)")
    with pytest.raises(LogError, match="is a database, but not a grader log"), open_log(db):
        pass
    with closing(sqlite3.connect(db)) as other:
        assert other.execute("select name from sqlite_master").fetchall() == [("recipes",)]


@pytest.mark.parametrize("create", [True, False])
def test_a_database_of_views_alone_is_another_program_s(db: Path, create: bool) -> None:
    with closing(sqlite3.connect(db)) as other:
        other.execute("create view recipes as select 1 as name")
    with pytest.raises(LogError, match="is a database, but not a grader log"), open_log(db, create=create):
        pass
    with closing(sqlite3.connect(db)) as other:
        assert other.execute("select name from sqlite_master").fetchall() == [("recipes",)]


def test_reading_an_empty_file_makes_no_log_of_it(db: Path) -> None:
    db.touch()
    with pytest.raises(LogError, match=r"log\.db is empty; grade an answer first"), open_log(db, create=False):
        pass
    assert db.read_bytes() == b""
    with open_log(db) as log:
        assert migrations.pending(log) == []


@pytest.mark.parametrize("kind", ["table", "view"])
def test_a_log_whose_tables_or_views_were_dropped_is_damaged(db: Path, record: Record, kind: str) -> None:
    assert record.grade_id
    name = {"table": "key_points", "view": "grade_list"}[kind]
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute(f"drop {kind} {name}")
    with pytest.raises(LogError, match=f"is damaged: it has no {name}; restore a copy"), open_log(db):
        pass


@pytest.mark.parametrize("error", [BrokenPipeError(), OSError(28, "No space left on device"), ValueError("other")])
def test_an_error_of_whoever_uses_the_log_is_not_the_log_s(db: Path, error: Exception) -> None:
    with pytest.raises(type(error)) as caught, open_log(db):
        raise error
    assert caught.value is error


def test_a_log_of_a_newer_program_is_refused(db: Path, record: Record) -> None:
    assert record.grade_id
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('grader', 'add_stars', '')"
        )
    with (
        pytest.raises(LogError, match=r"was written by a newer version of grader \(it knows add_stars\)"),
        open_log(db),
    ):
        pass


def test_a_locked_log_says_so(db: Path, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    assert record.grade_id
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(db)) as other:
        other.execute("begin exclusive")
        with pytest.raises(LogError, match="database is locked; another program is writing it"), open_log(db) as log:
            log.table("rubrics").insert({"hash": "h"})


def test_a_damaged_log_says_so(db: Path, record: Record) -> None:
    assert record.grade_id
    content = bytearray(db.read_bytes())
    content[100:4096] = b"\xff" * 3996  # the first page's table of contents
    db.write_bytes(content)
    with pytest.raises(LogError, match="it is damaged"), open_log(db) as log:
        log.table_names()


def test_a_log_that_cannot_be_placed_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LogError, match="cannot be used"), open_log(tmp_path / "file" / "log.db"):
        pass


@pytest.mark.parametrize("version", range(1, len(migrations.pending(Database(memory=True)))))
def test_a_log_of_every_past_version_is_upgraded_after_a_copy(db: Path, version: int) -> None:
    names = [migration.name for migration in migrations.pending(Database(memory=True))]
    with closing(sqlite3.connect(db)) as raw:
        migrations.apply(Database(raw), stop_before=names[version])
    with open_log(db) as log:
        assert [row.name for row in migrations.applied(log)] == names
    copy = db.with_name("log.db.before-upgrade")
    with closing(sqlite3.connect(copy)) as raw:
        assert [row.name for row in migrations.applied(Database(raw))] == names[:version]


def test_a_copied_log_is_a_whole_log(db: Path, record: Record, tmp_path: Path) -> None:
    assert record.grade_id
    copy = tmp_path / "copy.db"
    shutil.copy2(db, copy)
    with open_log(copy) as log:
        assert log.table("grades").count == 1
