"""Where the results of a batch go: to stdout, to a new file, in the place of an old one, or on in a file begun."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from grader.cli.output import STDOUT, visible, writing
from grader.cli.replacing import check_begins, fresh, is_empty, opened, replacing
from grader.errors import AnswerFileError

if TYPE_CHECKING:
    from grader.answers.writing import Level, Result, ResultWriter

JSON = (".jsonl", ".ndjson", ".json")
ENDINGS = (".csv", *JSON)
"""How the name of an output may end; the ending says what is written."""

SOME = 256
"""Results that are written before they are handed to the operating system."""


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

    def write_all(self, results: "Iterable[Result]") -> None:
        """Write results that are many. Raises OutputError."""
        some: list[Result] = []
        for result in results:
            some.append(result)
            if len(some) == SOME:
                self.write(some)
                some.clear()
        self.write(some)


def check_outputs(
    outputs: Sequence[Path], inputs: Sequence[Path], *, force: bool, endings: Sequence[str] = ENDINGS
) -> None:
    """Refuse names that do not say what to write, files that are read or written already, and, unforced, old ones.

    Raises click.UsageError, or AnswerFileError for a file that exists.
    """
    taken = {file.resolve() for file in inputs}
    for output in outputs:
        if output.suffix.lower() not in endings:
            raise click.UsageError(f"{output}: give the output a name that ends in {', '.join(endings)}")
        if output.resolve() in taken:
            raise click.UsageError(f"{output} is an input or an output already; name another file")
        taken.add(output.resolve())
        with writing(str(output)):
            if not force and output.exists() and not is_empty(output):
                raise AnswerFileError(f"{output} exists", "name another file, or replace it with --force")


@contextmanager
def to_stdout(level: "Level", *, as_json: bool) -> Iterator[Output]:
    """Results on stdout; at a terminal with controls escaped, elsewhere as they are. Raises OutputError."""
    from grader.answers.writing import ResultWriter

    file: Any = _Screen() if sys.stdout.isatty() else sys.stdout
    with writing(STDOUT):
        yield Output(STDOUT, ResultWriter(file, as_json=as_json, level=level))


class _Screen:
    """The terminal, which no row steers."""

    def write(self, text: str) -> None:
        sys.stdout.write(visible(text))

    def flush(self) -> None:
        sys.stdout.flush()


@contextmanager
def to_file(path: Path, level: "Level", *, force: bool, token: str | None = None) -> Iterator[Output]:
    """Results in a file; with `force` in the place of an old one. No trace is left if the first results fail.

    `token` names the file beside the old one: when a run is killed and goes on, it finds its own again.

    Raises OutputError.
    """
    with writing(str(path)), replacing(path, token) if force else fresh(path) as file:
        output = _output(path, file, level)
        try:
            yield output
        except BaseException:
            if not force and not output.written:
                path.unlink()
            raise


@contextmanager
def on_in_file(path: Path, level: "Level") -> Iterator[Output]:
    """Results at the end of a file that was begun. Raises OutputError."""
    with writing(str(path)), opened(path, "a") as file:
        yield _output(path, file, level, begun=True)


def rewrite(path: Path, level: "Level", results: "Iterable[Result]", *, force: bool, token: str) -> None:
    """Write results to a file; they take the place of what is in it if that is their own beginning, or with `force`.

    So a line that was cut off is made whole, and no other file is lost. Raises OutputError and AnswerFileError.
    """
    check = None if force or not path.is_file() else check_begins
    with writing(str(path)), replacing(path, token, check) as file:
        _output(path, file, level).write_all(results)


def _output(path: Path, file: IO[str], level: "Level", *, begun: bool = False) -> Output:
    from grader.answers.writing import ResultWriter

    as_json = path.suffix.lower() in JSON
    return Output(str(path), ResultWriter(file, as_json=as_json, level=level, begun=begun))
