"""Optional parts of the program: what to install when one is missing."""

from collections.abc import Iterator
from contextlib import contextmanager

from grader.errors import MissingExtraError

PACKAGE = "interview-answer-grader"


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import the packages of an extra in the block. Raises MissingExtraError, with the line that installs them."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("grader", "rubric"):
            raise
        raise MissingExtraError(
            f"the package {error.name!r} is not installed", f"'pip install \"{PACKAGE}[{name}]\"' installs it"
        ) from error
