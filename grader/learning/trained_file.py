"""A rubric's file, and beside it what was put in by training, so that it can be taken out again."""

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from grader.errors import LearningError
from rubric import Question
from rubric.amending import Amendments, Statements, put_in, taken_out
from rubric.loading import parse

SCHEMA_VERSION = 1


class Learned(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rubric has learned, by key point."""

    statements: dict[str, Statements]
    schema_version: Annotated[int, Meta(ge=SCHEMA_VERSION, le=SCHEMA_VERSION)] = SCHEMA_VERSION


class TrainedFile:
    """The rubric at a path; `beside` is where what it has learned is noted, ID.learned.json."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.beside = path.with_suffix(".learned.json")

    def untrained(self) -> Question:
        """The question without what it has learned. Raises LearningError for a note that cannot be read."""
        return parse(tomllib.loads(self._text()), str(self.path))

    def trained(self, statements: Amendments) -> list[tuple[Path, str]]:
        """What to write, in order: the note first, so that whatever is in the rubric can be taken out."""
        note = Learned(statements=dict(statements))
        written = msgspec.json.format(msgspec.json.encode(note), indent=1).decode() + "\n"
        return [(self.beside, written), (self.path, put_in(self._text(), statements))]

    def taken_out(self) -> str:
        """The rubric's text without what it has learned. Raises LearningError when it has learned nothing."""
        if not self.beside.exists():
            raise LearningError(
                f"{self.path} has learned nothing: there is no {self.beside.name} beside it",
                "'grader rubric train' teaches it",
            )
        return self._text()

    def _text(self) -> str:
        text = self.path.read_bytes().decode("utf-8-sig")
        return taken_out(text, self._learned().statements)

    def _learned(self) -> Learned:
        try:
            return msgspec.json.decode(self.beside.read_bytes(), type=Learned)
        except FileNotFoundError:
            return Learned(statements={})
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise LearningError(
                f"{self.beside} cannot be used: {error}", "bring back the file, or take the statements out by hand"
            ) from error
