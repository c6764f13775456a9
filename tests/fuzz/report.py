"""Give the program bad input by the hundred thousand and write down what came of it, for docs/reliability.md.

python -m tests.fuzz.report [--inputs N] [--real-inputs N] [--minutes N] [--seed N] [--figures FILE]

A case that the program does not take as it should is written to tests/fuzz/found/, where the tests hold it for good.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

from tests.fuzz.cases import Case, keep
from tests.fuzz.making import make
from tests.fuzz.worker import BYTES, SECONDS

FIGURES = Path(__file__).parents[2] / "docs" / "figures" / "fuzz.json"
FOUND = Path(__file__).with_name("found")
LAST_WORDS = 3000
WORKER = [sys.executable, "-m", "tests.fuzz.worker"]


@dataclass
class Tally:
    """What became of the inputs; `ended` counts those that ended the program: by their time, memory or a crash."""

    inputs: int = 0
    graded: int = 0
    bad_rows: int = 0
    refused: int = 0
    findings: int = 0
    ended: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    most_bytes: int = 0

    def note(self, report: dict[str, Any]) -> None:
        """Count what a worker reports of an input."""
        self.inputs += 1
        self.kinds[report["kind"]] += 1
        self.findings += report["became"] == "finding"
        self.refused += report["became"] == "refused"
        self.bad_rows += report["became"] == "bad rows"
        self.graded += report["became"] not in ("finding", "refused", "bad rows")
        self.slowest = max(self.slowest, report["seconds"])
        self.most_bytes = max(self.most_bytes, report["bytes"])


def main() -> None:
    """Run both series, print what came of them, and exit 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--real-inputs", type=int, default=400, help="Answers that the real models grade.")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="End each series after so long.")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--figures", type=Path, default=FIGURES)
    given = parser.parse_args()
    figures: dict[str, Any] = {"seed": given.seed, "seconds_allowed": SECONDS, "bytes_allowed": BYTES}
    with Progress(*Progress.get_default_columns()[:3], MofNCompleteColumn(), TimeRemainingColumn()) as progress:
        for name, inputs in (("fake", given.inputs), ("real", given.real_inputs)):
            figures[name], until = vars(tally := Tally()), time.monotonic() + 60 * given.minutes
            run = series(given.seed, inputs, tally, real=name == "real")
            for done in progress.track(run, inputs, description=name):
                late = time.monotonic() > until
                if late or done % 100 == 0 or done == inputs:  # as it goes, so that it is kept however this ends
                    given.figures.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
                if late:
                    break
    print(given.figures.read_text(encoding="utf-8"))
    sys.exit(any(figures[name]["findings"] for name in ("fake", "real") if name in figures))


def series(seed: int, inputs: int, tally: Tally, *, real: bool) -> Iterator[int]:
    """How many inputs are done, one after another; a worker that an input ends is followed by another one."""
    last = -1
    while last < inputs - 1:
        begun = None
        for report in _reports(seed, last + 1, inputs, real=real):
            if "begun" in report:
                begun = report
                continue
            last, begun = report["number"], None
            tally.note(report)
            if report["trace"]:
                _keep(seed, last, report["trace"])
            yield last + 1
        if begun:
            last = begun["begun"]
            tally.ended += 1
            tally.note({**begun, "became": "finding", "seconds": SECONDS, "bytes": 0})
            yield last + 1
        elif last < inputs - 1:
            raise RuntimeError("the worker ended before it began; run python -m tests.fuzz.worker to see why")


def _reports(seed: int, first: int, inputs: int, *, real: bool) -> Iterator[dict[str, Any]]:
    """What a worker says, until it has done all or is ended by an input, which is then kept with its last words."""
    command, last = [*WORKER, str(seed), str(first), str(inputs)], {}
    with tempfile.TemporaryFile("w+") as errors:
        options = {"stdout": subprocess.PIPE, "stderr": errors, "text": True, "cwd": Path(__file__).parents[2]}
        with subprocess.Popen([*command, *(["--real"] if real else [])], **options) as process:
            try:
                for line in process.stdout or ():
                    last = json.loads(line)
                    yield last
            finally:
                process.kill()
        if "begun" in last:
            errors.seek(0)
            _keep(seed, last["begun"], f"it ended the program ({process.returncode}):\n{errors.read()}")


def _keep(seed: int, number: int, why: str) -> Case:
    case = make(seed, number)
    path = FOUND / f"{case.kind}-{seed}-{number}.json"
    keep(case, path, why[-LAST_WORDS:])
    print(f"found {path.name}: {why.strip().splitlines()[-1][:200]}", file=sys.stderr)
    return case


if __name__ == "__main__":
    main()
