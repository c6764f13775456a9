"""Two thousand bad inputs, the same ones every time, and all that was ever found; `make fuzz` tries a hundred thousand.

The grades are the fake's.
"""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.grading import Grader
from tests.fuzz import holding, report, worker
from tests.fuzz.cases import Case, keep, kept
from tests.fuzz.holding import Bench, hold
from tests.fuzz.making import SHARES, make
from tests.fuzz.texts import text

SEED = 20_261_124
INPUTS, PORTIONS = 2000, 20
FOUND = sorted(Path(__file__).with_name("found").glob("*.json"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = Bench(tmp_path_factory.mktemp("fuzz"), Grader(worker.QuickFakeEncoder()))
    made.prepare()
    return made


@pytest.fixture(autouse=True)
def _warnings_of_openpyxl() -> Iterator[None]:
    """It warns of what it leaves out of a damaged book."""
    with worker.only_warnings_of_ours():
        yield


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_bad_input_is_graded_or_refused_with_a_reason(bench: Bench, portion: int) -> None:
    size = INPUTS // PORTIONS
    for number in range(portion * size, (portion + 1) * size):
        try:
            hold(make(SEED, number), bench, whole=number % (5 * worker.WHOLE_EVERY) == 0)
        except Exception as error:
            error.add_note(f"case {number} of seed {SEED}")
            raise


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_is_mended(bench: Bench, path: Path) -> None:
    hold(kept(path), bench, whole=True)


def test_a_case_is_made_again_from_its_seed_and_number_and_read_back(tmp_path: Path) -> None:
    for number in range(200):
        case = make(1, number)
        assert make(1, number) == case
        keep(case, tmp_path / "case.json", "a test")
        assert kept(tmp_path / "case.json") == case


def test_cases_are_of_every_kind() -> None:
    assert {make(2, number).kind for number in range(500)} == set(SHARES)


def test_texts_are_of_every_plane_with_halves_and_controls() -> None:
    chance = random.Random(3)
    seen = set("".join(text(chance) for _ in range(2000)))
    assert {ord(character) >> 16 for character in seen} == set(range(17))
    assert {"\0", "\x1b", "\x9b", "\ud800", "\u202e", "\u200b"} <= seen


def test_a_lost_row_is_a_finding(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds the cases is itself held: a reader that drops a row is noticed."""
    case = Case("csv", b"question_id,answer\nlstm,It has gates.\nlstm,It has a cell.\n", rows=2)
    assert hold(case, bench, whole=False) == "graded"
    read = holding.read_items
    monkeypatch.setattr(holding, "read_items", lambda *given: list(read(*given))[1:])
    with pytest.raises(AssertionError, match="2 rows became 1"):
        hold(case, bench, whole=False)


def test_a_traceback_is_a_finding(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("no error of ours")

    monkeypatch.setattr(holding, "read_items", broken)
    with pytest.raises(KeyError):
        hold(Case("csv", b"question_id,answer\nlstm,It has gates.\n"), bench, whole=False)


def test_a_refusal_that_says_nothing_is_a_finding(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise GraderError("it is bad", " ")

    monkeypatch.setattr(holding, "read_items", broken)
    with pytest.raises(AssertionError):
        hold(Case("csv", b"question_id,answer\nlstm,It has gates.\n"), bench, whole=False)


@pytest.mark.skipif(sys.platform == "win32", reason="timers of POSIX")
def test_a_hang_ends_the_worker_and_says_where() -> None:
    """Also one that Python cannot interrupt, as a regular expression that goes astray is none of."""
    hanging = "from tests.fuzz import worker\nworker.watch()\nworker.wind_up(0.3, 60)\nsum(range(10**13))"
    done = subprocess.run([sys.executable, "-c", hanging], capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == -signal.SIGPROF
    assert 'File "<string>", line 4' in done.stderr


AMISS = """
from tests.fuzz import worker

hold, stuck, broken = worker.hold, worker.make({seed}, 2), worker.make({seed}, 3)


def amiss(case, bench, *, whole):
    while case == stuck:
        pass
    if case == broken:
        raise KeyError("no error of ours")
    return hold(case, bench, whole=whole)


worker.hold, worker.SECONDS = amiss, 5
worker.main()
"""
"""A worker to which case 2 is one that hangs, and case 3 one that breaks the program."""


@pytest.mark.skipif(sys.platform == "win32", reason="timers of POSIX")
def test_the_other_cases_go_on_and_what_was_found_is_kept(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "WORKER", [sys.executable, "-c", AMISS.format(seed=7)])
    monkeypatch.setattr(report, "FOUND", tmp_path)
    tally = report.Tally()
    assert list(report.series(7, 5, tally, real=False)) == [1, 2, 3, 4, 5]
    assert (tally.inputs, tally.findings, tally.ended) == (5, 2, 1)
    hung, broke = (tmp_path / f"{make(7, number).kind}-7-{number}.json" for number in (2, 3))
    assert sorted(tmp_path.iterdir()) == sorted([hung, broke])
    assert ", line 8 in amiss" in json.loads(hung.read_text())["reason"]
    assert "KeyError: 'no error of ours'" in json.loads(broke.read_text())["reason"]
    for number, path in ((2, hung), (3, broke)):
        assert kept(path) == make(7, number)
        test_what_was_found_is_mended(bench, path)


def test_a_worker_that_does_not_begin_is_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "WORKER", [sys.executable, "-c", "raise SystemExit(1)"])
    monkeypatch.setattr(report, "FOUND", tmp_path)
    with pytest.raises(RuntimeError, match="ended before it began"):
        list(report.series(7, 5, report.Tally(), real=False))
    assert list(tmp_path.iterdir()) == []
