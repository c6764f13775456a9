"""The one place where expected failures become one-line messages and exit codes."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import click

from grader.cli.output import STDOUT, OutputError, prepare_streams, visible, writing
from grader.errors import GraderError
from rubric.errors import RubricError, UnknownQuestionError

USAGE = 2
"""Exit code for a wrong call or an invalid rubric; 1 is any other expected failure."""

PREFIX = "GRADER_"
"""How the names of our environment variables begin."""


class FriendlyGroup(click.Group):
    """A command group whose commands fail with a message instead of a traceback."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **options: Any) -> Any:
        """Run the command line, having checked its words. An output that fails ends it in one line."""
        prepare_streams()
        given = list(sys.argv[1:] if args is None else args)
        with _one_line():
            check_encoding(given, os.environ)
            return super().main(given, *others, **options)

    def make_context(self, *words: Any, **options: Any) -> click.Context:
        """Parse the command line, which for --help and --version is to write."""
        with writing(STDOUT):
            return super().make_context(*words, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; domain errors become click's, and none of their text steers the terminal."""
        try:
            with writing(STDOUT):
                try:
                    return super().invoke(ctx)
                finally:
                    sys.stdout.flush()
        except GraderError as error:
            raise _Failure(str(error), error.exit_code) from error
        except (RubricError, UnknownQuestionError) as error:
            raise _Failure(str(error), USAGE) from error
        except click.ClickException as error:
            error.message = visible(error.message)  # type: ignore[misc]  # the one place to reach a usage error, too
            raise


def check_encoding(words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Refuse words and GRADER_ variables that are not UTF-8: Python holds their bytes as halves of characters."""
    named = {f"argument {number}": word for number, word in enumerate(words, 1)}
    named |= {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    for name, value in named.items():
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise _Failure(f"{name} ({value!r}) is not UTF-8; write it in UTF-8", USAGE)


@contextmanager
def _one_line() -> Iterator[None]:
    """Leave the program with a message when its words or its outputs are at fault, quietly for a closed pipe."""
    try:
        yield
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OutputError as error:
        _abandon_stdout()
        if isinstance(error.reason, BrokenPipeError):
            sys.exit(error.code_if_closed)
        with suppress(OSError):
            click.echo(f"Error: {_unwritten(error)}", err=True)
        sys.exit(1)


def _unwritten(error: OutputError) -> str:
    """What failed, why, and what to do. An error met while writing to stdout that names a file is about the file."""
    reason, named = error.reason.strerror or str(error.reason), error.reason.filename
    if named and error.output == STDOUT:
        return visible(f"cannot use {os.fsdecode(named)}: {reason}; check its path and its permissions")
    return visible(f"cannot write {error.output}: {reason}; check its path, its permissions and the free space")


def _abandon_stdout() -> None:
    """Let nothing that stdout still holds be written, for Python would fail on it once more when it exits."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Failure(click.ClickException):
    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(visible(message))
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it per class, and reads it per instance
