"""Whatever happens to a batch, what it reported is in its log, nothing is there twice, and it can go on.

Real processes; the grades are the fake's, but for one test. `make faults` kills more of them.
"""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from grader.log.opening import open_log
from tests.faults.bench import MOMENT, Bench, ended, whole
from tests.faults.killing import Tally, kill_and_resume

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

ROWS = 300
SLOWLY = 0.1
CLEAN = {"lost": 0, "twice": 0, "findings": 0}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.write_answers(ROWS)
    return made


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The outputs of a batch that nothing happened to."""
    return whole(Bench(tmp_path_factory.mktemp("expected")), ROWS)


def wait_until(there: Callable[[], object]) -> None:
    """Wait until there is something."""
    give_up = time.monotonic() + MOMENT
    while not there():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def wait_for_results(bench: Bench) -> None:
    """Wait until the first results are written."""
    wait_until(bench.reported)


def goes_on(bench: Bench, expected: object) -> bool:
    """Does the run go on, and give what one gives that nothing happened to?"""
    done = bench.run("batch", "--resume")
    assert done.returncode == 3, done.stderr
    assert bench.check(bench.reported()) == CLEAN
    return bench.result() == expected


def state(bench: Bench) -> str:
    with open_log(bench.log) as log:
        return log.execute("select state from run_list order by number desc").fetchone()[0]


@pytest.mark.parametrize("seed", range(4))
def test_a_batch_that_is_killed_goes_on(bench: Bench, expected: object, seed: int) -> None:
    tally = Tally()
    kill_and_resume(bench, random.Random(seed), tally, 3, 2.5, SLOWLY, expected)
    assert tally.problems == []
    assert (tally.lost, tally.twice, tally.findings, tally.outputs_that_differ) == (0, 0, 0, 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_finishes_the_rows_in_flight(bench: Bench, expected: object, number: int) -> None:
    with ended(bench.start(*bench.begin(), slowly=SLOWLY)) as process:
        wait_for_results(bench)
        process.send_signal(number)
        _, errors = process.communicate(timeout=MOMENT)
    assert process.returncode == 128 + number
    assert "Finishing the rows in flight. Once more (Ctrl-C) stops at once." in errors
    assert f"of {ROWS} rows graded, logged in {bench.log} as run " in errors
    assert "; go on with 'grader batch --resume " in errors
    assert state(bench) == "stopped"
    assert len(bench.reported()) < ROWS / 2
    assert goes_on(bench, expected)
    assert state(bench) == "finished"


def test_the_second_signal_stops_at_once(bench: Bench, expected: object) -> None:
    with ended(bench.start(*bench.begin(), slowly=MOMENT)) as process:  # no window is done so soon
        wait_until((bench.folder / "embedding").exists)
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=MOMENT / 2)
    assert (process.returncode, errors.splitlines()[-1]) == (130, "Stopped.")
    assert goes_on(bench, expected)


def test_an_output_that_nobody_reads_any_more_stops_the_run(bench: Bench, expected: object) -> None:
    with ended(bench.start("batch", "answers.jsonl", "--json", slowly=SLOWLY)) as process:
        assert process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(MOMENT)
        process.stdout = None
    assert process.returncode == 1
    assert "; go on with 'grader batch --resume " in errors
    assert "Traceback" not in errors
    assert state(bench) == "failed"
    assert bench.run("batch", "--resume", "-o", "out.jsonl", "-k", "points.csv").returncode == 3
    assert bench.result() == expected


def full_disk_stops_it(bench: Bench, **options: object) -> None:
    done = bench.run(*bench.begin(), **options)
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert "; go on with 'grader batch --resume " in done.stderr.splitlines()[-2]
    assert "Traceback" not in done.stderr
    assert 0 < len(bench.reported()) < ROWS
    assert bench.check(bench.reported()) == CLEAN
    assert bench.log.parent == bench.folder


def test_a_file_that_must_not_grow_stops_the_run(bench: Bench, expected: object) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))

    full_disk_stops_it(bench, preexec_fn=limit)
    assert goes_on(bench, expected)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and not subprocess.call(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk],  # noqa: S607
        stderr=subprocess.DEVNULL,
    )
    if not mounted:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.check_call(["umount", disk])  # noqa: S607


def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(small_disk: Path, expected: object) -> None:
    bench = Bench(small_disk)
    bench.write_answers(ROWS)
    full_disk_stops_it(bench)
    subprocess.check_call(["mount", "-o", "remount,size=100m", small_disk])  # noqa: S607
    assert goes_on(bench, expected)


def test_a_log_that_another_program_keeps_locked_stops_the_run(bench: Bench, expected: object) -> None:
    with ended(bench.start(*bench.begin(), slowly=SLOWLY, impatient=True)) as process:
        wait_for_results(bench)
        with closing(sqlite3.connect(bench.log)) as other:
            other.execute("begin immediate")
            _, errors = process.communicate(timeout=MOMENT)
    assert process.returncode == 1
    assert "; go on with 'grader batch --resume " in errors
    assert errors.endswith("database is locked; another program is writing it; close that program or try again\n")
    assert bench.check(bench.reported()) == CLEAN
    assert goes_on(bench, expected)


def test_two_programs_do_not_work_on_one_run(bench: Bench, expected: object) -> None:
    with ended(bench.start(*bench.begin(), slowly=MOMENT)):  # it is at work as long as the test likes
        wait_until((bench.folder / "embedding").exists)
        second = bench.run("batch", "--resume")
        assert second.returncode == 1
        assert "Error: another program is at work on run " in second.stderr
    assert goes_on(bench, expected)
    assert list(bench.folder.glob("*.lock")) == []


def test_eight_batches_write_one_log_at_once(bench: Bench) -> None:
    names = [f"answers-{number}.jsonl" for number in range(8)]
    for number, name in enumerate(names):
        bench.write_answers(100, seed=number)
        bench.answers.rename(bench.folder / name)
    processes = [bench.start("batch", name, "-o", f"{name}.csv", text=True) for name in names]
    for process in processes:
        with ended(process):
            _, errors = process.communicate(timeout=2 * MOMENT)
            assert process.returncode == 3, errors
    assert bench.check([]) == CLEAN
    with open_log(bench.log) as log:
        assert log.table("run_rows").count == 8 * 100
        assert log.table("grades").count == 8 * 75


def test_a_log_that_is_damaged_in_the_middle_is_salvaged_and_goes_on(bench: Bench, expected: object) -> None:
    assert bench.run(*bench.begin()).returncode == 3
    assert bench.run("log", "backup", "copy.db").returncode == 0
    data = bytearray((bench.folder / "copy.db").read_bytes())
    chance = random.Random(1)
    for page in chance.sample(range(len(data) // 4096 // 3, len(data) // 4096), 5):
        data[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    (bench.folder / "damaged.db").write_bytes(data)
    assert bench.run("log", "check", "--db", "damaged.db").returncode == 1
    saved = bench.run("log", "salvage", "--db", "damaged.db", "saved.db")
    assert saved.returncode == 1
    check = bench.run("log", "check", "--db", "saved.db")
    assert check.returncode == 0, check.stdout
    bench.output.unlink()
    bench.points.unlink()
    resumed = bench.run("batch", "--resume", "--db", "saved.db")
    assert resumed.returncode == 3, resumed.stderr
    assert bench.result() == expected


def test_a_file_that_changed_is_noticed_and_refused(bench: Bench, expected: object) -> None:
    assert bench.run(*bench.begin(), "--limit", "50").returncode == 3
    before = bench.answers.read_bytes()
    bench.answers.write_bytes(before + b'{"question_id": "gan", "answer": "One more."}\n')
    done = bench.run("batch", "--resume")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: answers.jsonl changed since run ")
    assert done.stderr.endswith(" began; bring back the old file to go on, or start a new batch without --resume\n")
    bench.answers.write_bytes(before)
    assert goes_on(bench, expected)


def test_a_file_that_changes_while_it_is_read_is_noticed(bench: Bench) -> None:
    with ended(bench.start(*bench.begin(), slowly=SLOWLY)) as process:
        wait_for_results(bench)
        with bench.answers.open("a") as file:
            file.write('{"question_id": "gan", "answer": "One more."}\n')
        _, errors = process.communicate(timeout=MOMENT)
    assert process.returncode == 1
    assert errors.endswith("answers.jsonl changed while it was read; start a new batch when it is complete\n")


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no priorities")
def test_a_real_batch_that_is_killed_goes_on(tmp_path: Path) -> None:
    bench = Bench(tmp_path, real=True)
    bench.write_answers(40)
    expected = whole(bench, 40)
    tally = Tally()
    with ended(bench.start(*bench.begin())) as process:
        wait_for_results(bench)
        process.kill()
        process.communicate(timeout=MOMENT)
    tally.note(bench.check(bench.reported()))
    assert goes_on(bench, expected)
    assert (tally.lost, tally.twice, tally.findings) == (0, 0, 0)
