"""Where the results of a batch go: to stdout, to a new file, or in the place of an old one."""

import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from grader.cli.output import STDOUT, writing
from grader.errors import AnswerFileError

if TYPE_CHECKING:
    from grader.answers.writing import Level, Result, ResultWriter

JSON = (".jsonl", ".ndjson", ".json")
ENDINGS = (".csv", *JSON)
"""How the name of an output may end; the ending says what is written."""


@dataclass(slots=True)
class Output:
    """A writer of results, what messages call the place it writes to, and how many results are safely there."""

    name: str
    writer: "ResultWriter"
    written: int = 0

    def write(self, results: "Sequence[Result]") -> None:
        """Write results and hand them to the operating system. Raises OutputError."""
        with writing(self.name):
            for result in results:
                self.writer.write(result)
            self.writer.flush()
        self.written += len(results)


def check_outputs(outputs: Sequence[Path], inputs: Sequence[Path], *, force: bool) -> None:
    """Refuse names that do not say what to write, files that are read or written already, and, unforced, old ones.

    Raises click.UsageError, or AnswerFileError for a file that exists.
    """
    taken = {file.resolve() for file in inputs}
    for output in outputs:
        if output.suffix.lower() not in ENDINGS:
            raise click.UsageError(f"{output}: give the output a name that ends in {', '.join(ENDINGS)}")
        if output.resolve() in taken:
            raise click.UsageError(f"{output} is an input or an output already; name another file")
        taken.add(output.resolve())
        with writing(str(output)):
            if not force and output.exists():
                raise AnswerFileError(f"{output} exists", "name another file, or replace it with --force")


@contextmanager
def to_stdout(level: "Level", *, as_json: bool) -> Iterator[Output]:
    """Results on stdout. Raises OutputError."""
    from grader.answers.writing import ResultWriter

    with writing(STDOUT):
        yield Output(STDOUT, ResultWriter(sys.stdout, as_json=as_json, level=level))


@contextmanager
def to_file(path: Path, level: "Level", *, force: bool) -> Iterator[Output]:
    """Results in a file; with `force` in the place of an old one. No trace is left if the first results fail.

    Raises OutputError.
    """
    from grader.answers.writing import ResultWriter

    with writing(str(path)), _replacing(path) if force else _new(path) as file:
        output = Output(str(path), ResultWriter(file, as_json=path.suffix.lower() in JSON, level=level))
        try:
            yield output
        except BaseException:
            if not force and not output.written:
                path.unlink()
            raise


@contextmanager
def _new(path: Path) -> Iterator[IO[str]]:
    with path.open("x", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """A file beside `path` that takes its place when the block ends well and is removed otherwise.

    A device or a pipe is written itself, for nothing can take its place.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    with suppress(FileNotFoundError), target.open("r+b"):
        pass  # what may not be written may not be replaced
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            yield file
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
