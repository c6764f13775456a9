"""The shipped questions: one TOML file each, beside this module."""

from functools import cache
from pathlib import Path

from rubric.loading import load_file, load_files
from rubric.model import Question

DIRECTORY = Path(__file__).parent


@cache
def questions() -> tuple[Question, ...]:
    """All shipped questions by number."""
    return tuple(load_files([DIRECTORY]))


def question(id: str) -> Question | None:
    """The shipped question of that id, if there is one; only its own file is read."""
    path = next((path for path in DIRECTORY.glob("*.toml") if path.stem == id), None)
    return load_file(path) if path else None
