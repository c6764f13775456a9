"""The program with the fake encoder in the place of the models: for what happens to a process, not for judgement.

python tests/faults/program.py [--slowly SECONDS] [--impatient] ARGUMENTS OF GRADER
"""

import runpy
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import grader.embedding
import grader.log.opening
import grader.verifier
from grader.alignment import EmbeddedText
from grader.cli import main

AT_IT = "embedding"
"""A file that says that embedding has begun."""

FakeEncoder: Any = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))["FakeEncoder"]


class SlowFakeEncoder(FakeEncoder):
    """A fake that takes its time for every call, so that there is time to be killed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        Path(AT_IT).touch()
        time.sleep(self._seconds)
        found: list[EmbeddedText] = super().embed(texts)
        return found


if __name__ == "__main__":
    words = sys.argv[1:]
    seconds = 0.0
    if words[:1] == ["--slowly"]:
        seconds, words = float(words[1]), words[2:]
    if words[:1] == ["--impatient"]:
        grader.log.opening.BUSY_SECONDS, words = 0.2, words[1:]
    grader.embedding.load_encoder = lambda *_: SlowFakeEncoder(seconds)
    grader.verifier.load_verifier = lambda *_: None
    main(words, prog_name="grader")
