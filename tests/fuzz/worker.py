"""Holds one case after another and says so, line by line; a case that hangs or takes too much memory ends it.

python -m tests.fuzz.worker SEED FIRST LAST [--real]
"""

import argparse
import faulthandler
import json
import resource
import runpy
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.fuzz.holding import Bench, hold
from tests.fuzz.making import SHARES, make

SECONDS = 10
"""One case may take so much of the processor, the processes and threads it starts included."""

PATIENCE = 600
"""One case may take so long by the clock, which on a busy machine says little: only a standstill is found by it."""

BYTES = 1_500_000_000
"""All of the program's data, and the fake's. The real models need as much."""

WHOLE_EVERY = 20
"""Every so manieth case goes through whole commands."""


FakeEncoder: Any = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))["FakeEncoder"]


class QuickFakeEncoder(FakeEncoder):
    """The fake, which makes up each word's vector once."""

    _vector = lru_cache(10_000)(FakeEncoder._vector)


def main() -> None:
    """Hold the cases of these numbers, and report each on a line of stdout."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("seed", "first", "last"):
        parser.add_argument(name, type=int)
    parser.add_argument("--only", choices=SHARES, help="Only cases of this kind.")
    parser.add_argument("--real", action="store_true", help="Grade with the real models.")
    given = parser.parse_args()
    watch()
    if not given.real:
        resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), _grader(real=given.real))
        bench.prepare()
        with only_warnings_of_ours():
            for number in range(given.first, given.last):
                _report(given.seed, number, bench, given.only)


def _grader(*, real: bool):
    from grader.grading import Grader

    if real:
        from grader.embedding import load_encoder
        from grader.verifier import load_verifier

        return Grader(load_encoder(device="cpu"), verifier=load_verifier("cpu"))
    return Grader(QuickFakeEncoder())


def watch() -> None:
    """Have the signal of `wind_up` say where every thread is before it ends the program."""
    faulthandler.register(signal.SIGPROF, all_threads=True, chain=True)


@contextmanager
def only_warnings_of_ours() -> Iterator[None]:
    """Warnings are errors, but for those of openpyxl about what it leaves out of a damaged book."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module="openpyxl")
        yield


def wind_up(seconds: float, patience: float) -> None:
    """After so many seconds of the processor, or of the clock, write down where every thread is and end the program."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    faulthandler.dump_traceback_later(patience, exit=True)


def _report(seed: int, number: int, bench: Bench, only: str | None) -> None:
    case = make(seed, number)
    if only not in (None, case.kind):
        return
    print(json.dumps({"begun": number, "kind": case.kind}), flush=True)
    wind_up(SECONDS, PATIENCE)
    began = time.process_time()
    try:
        became, trace = hold(case, bench, whole=number % WHOLE_EVERY == 0), None
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        became, trace = "finding", traceback.format_exc()
    wind_up(0, 10 * PATIENCE)
    done = {"number": number, "kind": case.kind, "became": became, "trace": trace}
    used = {
        "seconds": round(time.process_time() - began, 3),
        "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(done | used), flush=True)


if __name__ == "__main__":
    main()
    sys.exit(0)
