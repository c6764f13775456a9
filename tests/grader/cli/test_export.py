"""`grader export` and `grader group import`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from pyarrow import parquet

from grader.log.records import Record
from rubric import Question

Run = Callable[..., Result]
Answer = Callable[..., Record]


@pytest.fixture
def spring(answer: Answer, asked: Callable[..., Question], run: Run) -> None:
    """Three answers, one of them reviewed: a key point that the machine missed is covered."""
    answer("Sample Ana", "ccmm", question=asked("q0", topic="sea"))
    record = answer("Sample Ben", "cmmm", day=1, question=asked("q0", topic="sea"), doubtful=True)
    answer(None, "cx", day=2, question=asked("q1", topic="sky", points=2))
    given = ("--points", "3", "--reason", "=all there", "--reviewer", "Sample Rev", "-k", "k2=covered")
    assert run("review", str(record.grade_id), *given).exit_code == 0
    assert run("group", "add", "spring", "Sample Ben").exit_code == 0


def rows(run: Run, *args: str) -> list[dict[str, str]]:
    done = run("export", *args)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout, newline="")))


@pytest.mark.usefixtures("spring")
def test_the_columns_that_count_have_the_review_and_the_machine_stands_beside(run: Run) -> None:
    ben = rows(run)[1]
    shown = "percent band machine_percent machine_band needs_review reviewer reason".split()
    assert [ben[name] for name in shown] == ["75.0", "good", "25.0", "weak", "0", "Sample Rev", "'=all there"]


@pytest.mark.parametrize(
    ("args", "candidates"),
    [
        ([], ["Sample Ana", "Sample Ben", ""]),
        (["--candidate", "Sample Ana"], ["Sample Ana"]),
        (["--group", "spring"], ["Sample Ben"]),
        (["--topic", "sky"], [""]),
        (["--question", "q0"], ["Sample Ana", "Sample Ben"]),
        (["--since", "2026-01-02"], ["Sample Ben", ""]),
        (["--below", "60"], ["Sample Ana", ""]),
    ],
)
@pytest.mark.usefixtures("spring")
def test_the_filters_are_those_of_the_listing(run: Run, args: list[str], candidates: list[str]) -> None:
    assert [row["candidate"] for row in rows(run, *args)] == candidates
    if "--group" not in args:
        listed = csv.DictReader(io.StringIO(run("log", "list", "--csv", *args).stdout, newline=""))
        assert [row["candidate"] for row in listed] == candidates[::-1]


@pytest.mark.usefixtures("spring")
def test_every_kind_of_file_holds_the_same(run: Run, tmp_path: Path) -> None:
    for option, expected in (("-o", 3), ("-k", 10)):
        for ending in (".jsonl", ".parquet", ".xlsx", ".csv"):
            done = run("export", option, tmp_path / f"t{ending}")
            assert (done.exit_code, f"Wrote {expected} rows" in done.stderr) == (0, True), done.output
        lines = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines()]
        assert parquet.read_table(tmp_path / "t.parquet").to_pylist() == lines
        header, *cells = openpyxl.load_workbook(tmp_path / "t.xlsx").active.iter_rows(values_only=True)
        assert [dict(zip(header, row, strict=True)) for row in cells] == [
            {name: None if value == "" else value for name, value in line.items()} for line in lines
        ]
        written = io.StringIO((tmp_path / "t.csv").read_bytes().decode(), newline="")
        assert len(list(csv.DictReader(written))) == len(lines) == expected
        for ending in (".jsonl", ".parquet", ".xlsx", ".csv"):
            (tmp_path / f"t{ending}").unlink()


@pytest.mark.usefixtures("spring")
def test_a_reviewers_word_on_a_key_point_counts(run: Run, tmp_path: Path) -> None:
    assert run("export", "-k", tmp_path / "k.jsonl", "-c", "Sample Ben", "--below", "80").exit_code == 0
    found = [json.loads(line) for line in (tmp_path / "k.jsonl").read_text().splitlines()]
    assert [(row["status"], row["machine_status"], row["human_status"]) for row in found][:3] == [
        ("covered", "covered", None),
        ("covered", "missing", "covered"),
        ("missing", "missing", None),
    ]
    assert [row["machine_points"] for row in found] == [1, 0, 0, 0]


@pytest.mark.usefixtures("spring")
def test_a_deck_of_what_was_missed(run: Run, tmp_path: Path) -> None:
    done = run("export", "--anki", tmp_path / "d.apkg", "--below", "80")
    # of q0 k3 and k4, missed by both and so one card each, and of q1 k2, contradicted
    assert (done.exit_code, done.stderr.splitlines()) == (0, [f"Wrote 3 cards to {tmp_path / 'd.apkg'}."])
    assert done.stdout == ""


@pytest.mark.usefixtures("spring")
def test_files_are_never_replaced_silently(run: Run, tmp_path: Path) -> None:
    for option, name in (("-o", "t.xlsx"), ("-k", "t.parquet"), ("--anki", "d.apkg")):
        (tmp_path / name).write_text("mine")
        done = run("export", option, tmp_path / name)
        assert (done.exit_code, (tmp_path / name).read_text()) == (1, "mine")
        assert "or replace it with --force" in done.stderr
        assert run("export", option, tmp_path / name, "--force").exit_code == 0
    done = run("export", "-o", tmp_path / "same.csv", "-k", tmp_path / "same.csv")
    assert (done.exit_code, (tmp_path / "same.csv").exists()) == (2, False)
    assert run("export", "-o", tmp_path / "t.docx").exit_code == 2


ROSTER = "group,candidate\nspring,Sample Ana\nspring,Sample Ben\nautumn,Sample C\n,Sample D\n"


@pytest.mark.usefixtures("spring")
def test_the_preview_of_an_import_is_the_import(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER)
    before = run("group", "--json").stdout
    preview, plan = run("group", "import", file, "--dry-run"), run("group", "import", file, "--dry-run", "--json")
    assert run("group", "--json").stdout == before
    done = run("group", "import", file)
    assert (preview.exit_code, done.exit_code) == (3, 3)
    assert preview.stdout == done.stdout == "new: Sample Ana in spring\nnew: Sample C in autumn (no answers yet)\n"
    assert done.stderr == f"{file}:5: the row names no group\n2 new, 1 there already, 1 refused. Written.\n"
    assert preview.stderr == done.stderr.replace("Written.", "Nothing was written.")
    new = [(one["group"], one["candidate"]) for one in json.loads(plan.stdout)["rows"] if one["outcome"] == "new"]
    listed = {(one["group"], one["candidate"]) for one in json.loads(run("group", "--json").stdout)["members"]}
    assert listed == {("spring", "Sample Ben"), *new}


@pytest.mark.usefixtures("spring")
def test_exported_groups_can_be_imported(run: Run, tmp_path: Path) -> None:
    assert run("group", "add", "g", "--", "=1+1", "<b>", "-x").exit_code == 0
    file = tmp_path / "groups.csv"
    file.write_text(run("group", "list", "--csv").stdout)
    done = run("group", "import", file)
    assert (done.exit_code, done.stderr) == (0, "0 new, 4 there already, 0 refused. Written.\n")
