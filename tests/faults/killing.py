"""Batches that are killed at random moments, again and again, and resumed until they are done."""

import random
import time
from dataclasses import dataclass, field

from grader.log.opening import open_log
from tests.faults.bench import MOMENT, Bench, ended

FAILED_ROWS = 3
"""Exit code of a batch with rows that cannot be graded, as the bench's answers have."""


@dataclass
class Tally:
    """What came of the kills."""

    kills: int = 0
    kills_at_work: int = 0  # since its start rows had come into the log, and not all were there
    batches: int = 0
    lost: int = 0
    twice: int = 0
    findings: int = 0
    outputs_that_differ: int = 0
    problems: list[str] = field(default_factory=list)

    def note(self, found: dict[str, int]) -> None:
        """Add what a look at the log found."""
        self.lost += found["lost"]
        self.twice += found["twice"]
        self.findings += found["findings"]


def kill_and_resume(
    bench: Bench, chance: random.Random, tally: Tally, kills: int, longest: float, slowly: float, expected: object
) -> float:
    """Kill one batch up to so many times, at most `longest` seconds after each start; then let it finish.

    Returns how long to wait at most the next time: longer if it was killed before its work, shorter if it was done.
    """
    tally.batches += 1
    words = bench.begin()
    for _ in range(kills):
        before = rows_logged(bench)
        with ended(bench.start(*words, slowly=slowly)) as process:
            time.sleep(chance.uniform(0, longest))
            alive = process.poll() is None
            process.kill()
            _, errors = process.communicate(timeout=MOMENT)
        tally.kills += alive
        if not alive and process.returncode != FAILED_ROWS:
            tally.problems.append(errors)
        tally.note(bench.check(bench.reported()))
        words = _next(bench)
        now = rows_logged(bench)
        tally.kills_at_work += alive and before < now < total(bench)
        longest *= 0.8 if not alive else 1.1 if now == before else 1
    done = bench.run(*words)
    if done.returncode != FAILED_ROWS:
        tally.problems.append(done.stderr)
    tally.note(bench.check(bench.reported()))
    tally.outputs_that_differ += bench.result() != expected
    return longest


def _next(bench: Bench) -> list[str]:
    """How a person goes on: the run, if there is one already."""
    return ["batch", "--resume"] if bench.has_run() else bench.begin()


def total(bench: Bench) -> int:
    """How many rows there are."""
    return len(bench.answers.read_text().splitlines())


def rows_logged(bench: Bench) -> int:
    """How many rows are in the log."""
    if not bench.log.exists():
        return 0
    with open_log(bench.log) as log:
        return log.table("run_rows").count
