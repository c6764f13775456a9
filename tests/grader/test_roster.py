"""Groups and candidates from a file: what is planned is what happens."""

from pathlib import Path

import pytest

from grader.answers.cells import neutral
from grader.errors import RosterError
from grader.roster import Planned, plan, read_roster
from tests.hostile import HOSTILE


def test_rows_are_new_there_already_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("group,candidate\nspring,Sample Ana\nspring,Sample Ben\nspring,Sample Ben\n,Sample C\nx,\na,b,c\n")
    rows = read_roster(file, None)
    found = plan(rows, None, {("spring", "Sample Ana")}, {"Sample Ben": 3})
    assert [(one.line, one.outcome, one.answers) for one in found] == [
        (2, "there already", 0),
        (3, "new", 3),
        (4, "there already", 3),
        (5, "refused", 0),
        (6, "refused", 0),
        (7, "refused", 0),
    ]
    assert [one.problem for one in found[3:]] == [
        "the row names no group",
        "the row names no candidate",
        "the row has more cells than the header; quote cells that hold a comma",
    ]


def test_one_group_for_all_rows(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name,candidate\nx,Sample Ana\n")
    assert plan(read_roster(file, "spring"), "spring", (), {}) == [
        Planned(line=2, group="spring", candidate="Sample Ana", outcome="new")
    ]
    with pytest.raises(RosterError, match="no column group; 'grader group list --csv' writes the form, or name one"):
        read_roster(file, None)


def test_names_come_back_as_they_were_exported(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    quoted = ['"' + str(neutral(text)).replace('"', '""') + '"' for text in HOSTILE]
    file.write_text("group,candidate\n" + "\n".join(f"g,{text}" for text in quoted) + "\n")
    assert [one.candidate for one in plan(read_roster(file, None), None, (), {})] == list(HOSTILE)
