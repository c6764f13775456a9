"""A person is forgotten while a batch is grading their answers: real processes, the fake's grades."""

import signal
import sys
from pathlib import Path

import pytest

from grader.log.checking import findings
from grader.log.opening import open_log
from tests.faults.bench import Bench, ended
from tests.faults.test_faults import wait_for_results

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

ROWS = 300
SLOWLY = 5.0
FORGET = ["candidate", "forget", "Sample Ana", "--yes"]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench whose answers are all by one person."""
    made = Bench(tmp_path)
    made.write_answers(ROWS)
    return made


def test_who_is_being_graded_is_not_forgotten_before_the_batch_ends(bench: Bench) -> None:
    with ended(bench.start(*bench.begin(), slowly=SLOWLY)) as process:
        wait_for_results(bench)
        process.send_signal(signal.SIGSTOP)  # it is embedding the next rows, and keeps at it until it is killed
        refused = bench.run(*FORGET)
        process.send_signal(signal.SIGKILL)
    assert refused.returncode == 1
    assert "is at work on this log, and may be grading answers of 'Sample Ana'; let it finish" in refused.stderr
    with open_log(bench.log) as log:
        graded = [row[0] for row in log.execute("select position from run_rows where grade_id is not null")]
    done = bench.run(*FORGET)
    assert done.returncode == 0, done.stderr
    assert "is not finished; to resume it would grade what else its files have." in done.stderr
    assert b"Sample Ana" not in b"".join(path.read_bytes() for path in bench.folder.glob("log.db*"))

    resumed = bench.run("batch", "--resume", "--force")
    assert resumed.returncode == 3, resumed.stderr
    with open_log(bench.log) as log:
        again = {row[0] for row in log.execute("select position from run_rows where grade_id is not null")}
        assert list(findings(log)) == []
        assert log.execute("select count(*) from run_row_list").fetchone()[0] == ROWS
    assert graded
    assert again
    assert not again.intersection(graded)
