"""The shipped questions: one TOML file each, beside this module."""

from functools import cache
from pathlib import Path

from rubric.loading import load_files
from rubric.model import Question

DIRECTORY = Path(__file__).parent


@cache
def questions() -> tuple[Question, ...]:
    """All shipped questions by number."""
    return tuple(load_files([DIRECTORY]))
