"""Kill many batches at random moments and write down what came of it, for docs/reliability.md.

python -m tests.faults.report [--kills N] [--real-kills N] [--seed N] [--figures FILE]
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.faults.bench import Bench, whole
from tests.faults.killing import Tally, kill_and_resume

FIGURES = Path(__file__).parents[2] / "docs" / "figures" / "faults.json"
KILLS_PER_BATCH = 4
ROWS, SLOWLY = 300, 0.1
REAL_ROWS = 60


def main() -> None:
    """Run both series, print what came of them, and exit 1 unless nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--real-kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--figures", type=Path, default=FIGURES)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    figures: dict[str, object] = {"seed": given.seed}
    for name, kills, rows, slowly in (("fake", given.kills, ROWS, SLOWLY), ("real", given.real_kills, REAL_ROWS, 0.0)):
        for tally in series(chance, kills, rows, slowly, real=name == "real"):
            figures[name] = asdict(tally)  # after every batch, so that what is known is kept however this ends
            given.figures.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
            print(f"{name}: {tally.kills_at_work} of {kills} kills at work", file=sys.stderr)
    print(given.figures.read_text())
    sys.exit(any(map(went_wrong, (figures["fake"], figures["real"]))))


def series(chance: random.Random, kills: int, rows: int, slowly: float, *, real: bool) -> Iterator[Tally]:
    """Kill batches of so many rows until there are so many kills at work; the tally so far after each batch."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        first = Bench(Path(folder), real=real)
        began = time.monotonic()
        expected = whole(first, rows)
        longest = (time.monotonic() - began) + slowly * 2 * rows / 64  # about as long as a batch takes
        yield tally
        while tally.kills_at_work < kills:
            bench = Bench(Path(folder) / str(tally.batches), real=real)
            bench.folder.mkdir()
            bench.write_answers(rows)
            longest = kill_and_resume(bench, chance, tally, KILLS_PER_BATCH, longest, slowly, expected)
            yield tally


def went_wrong(tally: dict[str, object]) -> bool:
    """Whether anything was lost, doubled, damaged or different."""
    return any(tally[name] for name in ("lost", "twice", "findings", "outputs_that_differ", "problems"))


if __name__ == "__main__":
    main()
