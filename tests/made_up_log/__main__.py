"""Write a made-up log, without a model: python -m tests.made_up_log FILE [--people N] [--grades N] [--seed N]."""

import argparse
import sys
from pathlib import Path

from tests.made_up_log.writing import write_log

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.made_up_log", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--grades", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if given.file.exists():
        sys.exit(f"{given.file} is there already; name a new file")
    write_log(given.file, given.people, given.grades, given.seed)
