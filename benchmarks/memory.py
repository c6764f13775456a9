"""How much memory does a batch take, whatever the size of its file? Peak of the whole process, as the system counts it.

python -m benchmarks.memory [--rows N] [--graded N N ...]
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = "from grader.cli import main; main(prog_name='grader')"
WORDS = (
    "a network learns weights from data by moving them against the gradient of a loss, layer after layer, and each "
    "step is small; the gate keeps or forgets, the generator makes samples, the judge tells real ones from made ones"
).split()
QUESTIONS = ("gan", "lstm", "adam", "gradient-descent", "backpropagation")


def main() -> None:
    """Measure the plan of a file, and batches that grade so many rows of it, and print a line of JSON for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--graded", type=int, nargs="*", default=[200, 1000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.jsonl"
        write_answers(file, given.rows)
        told = {"rows": given.rows, "megabytes": round(file.stat().st_size / 1e6)}
        print(
            json.dumps(told | {"what": "--dry-run", **measured(["batch", str(file), "--dry-run"], folder)}), flush=True
        )
        for limit in given.graded:
            words = ["batch", str(file), "--limit", str(limit), "-o", f"{folder}/{limit}.csv"]
            print(json.dumps(told | {"what": f"--limit {limit}", **measured(words, folder)}), flush=True)


def write_answers(file: Path, rows: int) -> None:
    """Made-up answers of 5 to 120 words, each with an id of its own."""
    chance = random.Random(0)
    with file.open("w", encoding="utf-8") as out:
        for number in range(rows):
            answer = " ".join(chance.choices(WORDS, k=chance.randint(5, 120))) + "."
            row = {"id": f"row-{number}", "question_id": QUESTIONS[number % 5], "answer": answer}
            out.write(json.dumps(row) + "\n")


def measured(words: list[str], folder: str) -> dict[str, object]:
    """Peak memory in MB and seconds of the program with these words."""
    environment = {**os.environ, "GRADER_DB": f"{folder}/log.db"}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    seconds = round(time.monotonic() - began, 1)
    return {"exit_code": process.returncode, "peak_mb": round(kilobytes / 1024), "seconds": seconds}


if __name__ == "__main__":
    main()
