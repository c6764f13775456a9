"""Libraries that not everybody needs: an extra of the package brings them."""

from collections.abc import Iterator
from contextlib import contextmanager

from grader.errors import ExtraError

OURS = ("grader", "rubric")


@contextmanager
def from_extra(extra: str, purpose: str) -> Iterator[None]:
    """Import libraries in this block. Raises ExtraError, with what to install, when one of them is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in OURS:
            raise
        raise ExtraError(
            f"{purpose} needs the library {error.name!r}, which is not installed", f"pip install '.[{extra}]'"
        ) from error
