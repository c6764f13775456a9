"""A folder with answers, a log and outputs, and batches that run in it as processes, to be killed and looked at."""

import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.log.checking import findings
from grader.log.opening import open_log

PROGRAM = Path(__file__).with_name("program.py")
MOMENT = 1200
"""Seconds after which a process that should have ended has hung."""

QUESTIONS = ("gan", "lstm", "adam", "no-such-question")
WORDS = "two networks compete the gate forgets a step adapts memory noise real fake gradient slowly and then".split()


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder in which batches run; `real` with the real models, else with the fake."""

    folder: Path
    real: bool = False

    @property
    def answers(self) -> Path:
        """The file of answers."""
        return self.folder / "answers.jsonl"

    @property
    def log(self) -> Path:
        """The log."""
        return self.folder / "log.db"

    @property
    def output(self) -> Path:
        """Where results go."""
        return self.folder / "out.jsonl"

    @property
    def points(self) -> Path:
        """Where the results of key points go."""
        return self.folder / "points.csv"

    def write_answers(self, rows: int, seed: int = 0) -> None:
        """Make up so many answers; one in four names no question there is, one in three was given before."""
        chance = random.Random(seed)
        made = [self._row(number, chance) for number in range(rows)]
        self.answers.write_text("".join(json.dumps(row) + "\n" for row in made))

    @staticmethod
    def _row(number: int, chance: random.Random) -> dict[str, str]:
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 30)))
        answer = "Two networks compete." if number % 3 == 0 else f"{words}. {words.title()}!"
        return {"id": str(number), "question_id": QUESTIONS[number % 4], "answer": answer, "candidate": "Sample Ana"}

    def start(self, *words: str, slowly: float = 0.0, impatient: bool = False, **options: object) -> subprocess.Popen:
        """Start the program; its streams are pipes unless said otherwise."""
        fake = [str(PROGRAM), "--slowly", str(slowly), *(["--impatient"] if impatient else [])]
        program = ["-c", "from grader.cli import main; main(prog_name='grader')"] if self.real else fake
        environment = {**os.environ, "GRADER_DB": str(self.log), "PYTHONPATH": str(Path(__file__).parents[2])}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": self.folder, "text": True}
        command = [sys.executable, *program, *map(str, words)]
        return subprocess.Popen(command, env=environment, **{**streams, **options})

    def run(self, *words: str, **options: object) -> subprocess.CompletedProcess:
        """Run the program to its end."""
        process = self.start(*words, **options)
        output, errors = process.communicate(timeout=MOMENT)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    def begin(self) -> list[str]:
        """The words that begin a batch with both outputs."""
        return ["batch", "answers.jsonl", "-o", "out.jsonl", "-k", "points.csv"]

    def has_run(self) -> bool:
        """Whether a run is in the log."""
        if not self.log.exists():
            return False
        with open_log(self.log) as log:
            return bool(log.table("runs").count)

    def reported(self) -> list[str]:
        """The ids of the grades in those lines of the output that are whole."""
        return [row["grade_id"] for row in self._lines() if "grade_id" in row]

    def _lines(self) -> Iterator[dict]:
        if self.output.exists():
            for line in self.output.read_bytes().split(b"\n")[:-1]:
                yield json.loads(line)

    def result(self) -> tuple[list[str], list[list[str]]]:
        """Both outputs, byte for byte but for ids and times."""
        lines = []
        for row in self._lines():
            row |= {name: None for name in ("grade_id", "created") if name in row}
            lines.append(json.dumps(row))
        with self.points.open(newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))
        at = header.index("grade_id")
        return lines, [header, *([*row[:at], "", *row[at + 1 :]] for row in rows)]

    def check(self, reported: Sequence[str]) -> dict[str, int]:
        """Grades that were reported and are not in the log, rows that are in it twice, and findings of its check."""
        if not self.log.exists():
            return {"lost": len(reported), "twice": 0, "findings": 0}
        with open_log(self.log) as log:
            there = {row[0] for row in log.execute("select id from grades")}
            [twice] = log.execute(
                "select count(*) - count(distinct run_id || ' ' || position) from run_rows where attempt = 1"
            ).fetchone()
            [orphans] = log.execute(
                "select count(*) from grades where id not in (select grade_id from run_rows where grade_id is not null)"
            ).fetchone()
            found = list(findings(log))
        lost = len(set(reported) - there) + len(reported) - len(set(reported))
        return {"lost": lost, "twice": twice + orphans, "findings": len(found)}


@contextmanager
def ended(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    """Let no process outlive its test."""
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def whole(bench: Bench, rows: int) -> tuple[list[str], list[list[str]]]:
    """The outputs of a batch that nothing happened to, graded beside the bench."""
    beside = Bench(bench.folder / "whole", real=bench.real)
    beside.folder.mkdir()
    beside.write_answers(rows)
    done = beside.run(*beside.begin())
    assert done.returncode in (0, 3), done.stderr
    return beside.result()
