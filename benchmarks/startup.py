"""`make bench`: how long one grade takes from Enter to the printed grade, as whole processes, side by side in one run.

The contenders take turns, so that whatever else the machine does meets all of them alike; the first round is not
counted, for it fills the caches.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import click
import msgspec

HERE = Path(__file__).parent
GRADER = str(Path(sys.executable).with_name("grader"))
QUESTION = "lstm"
ANSWER = (
    "An LSTM is a recurrent network that carries a cell state along, a kind of long-term memory next to the hidden "
    "state. A forget gate decides how much of the old memory is kept. The output gate decides which new values are "
    "written into the memory. Each gate is a sigmoid layer that looks at the current input and the last hidden state."
)
PLAIN = "a plain sentence-transformers script"
CONTENDERS: dict[str, Sequence[str]] = {
    "`grader grade`": ["--engine", "onnx"],
    "`grader grade --no-verifier`": ["--engine", "onnx", "--no-verifier"],
    "`grader grade --engine torch`": ["--engine", "torch"],
    "`grader grade --engine torch --no-verifier`": ["--engine", "torch", "--no-verifier"],
}


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=7, show_default=True, help="How often each one runs.")
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="Where the figures go.")
def main(rounds: int, figures: Path) -> None:
    """Measure, and write the figures as JSON."""
    commands = {name: [GRADER, "grade", QUESTION, ANSWER, "--no-log", *more] for name, more in CONTENDERS.items()}
    commands[PLAIN] = [sys.executable, str(HERE / "plain_script.py"), QUESTION, ANSWER]
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            took = _timed(command)
            click.echo(f"round {number}: {took:5.2f} s  {name}", err=True)
            if number:
                seconds[name].append(took)
    found = {"cores": os.cpu_count(), "rounds": rounds, "contenders": rows(seconds)}
    figures.write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")


def rows(seconds: Mapping[str, Sequence[float]]) -> list[dict[str, object]]:
    """Per contender its name, median and fastest seconds, and the median as a share of the plain script's."""
    plain = median(seconds[PLAIN])
    return [
        {
            "name": name,
            "median": round(median(took), 2),
            "fastest": round(min(took), 2),
            "ratio": round(median(took) / plain, 2),
        }
        for name, took in seconds.items()
    ]


def _timed(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=HERE.parent)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
