"""Answers labelled by people: what the calibration is fitted on and the grader is held to."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from grader.coverage import Status
from grader.errors import LabelError

Kind = Literal["excellent", "good", "good_plain", "half", "weak", "reversed", "mixed", "keywords", "echo", "off_topic"]


class LabelledAnswer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer with a status per key point and a level from 0 (nothing right) to 5 (excellent).

    writer  which of the question's writers wrote it, from 1; the same number on two questions may be two people
    """

    id: str
    question_id: str
    writer: int
    kind: Kind
    level: int
    answer: str
    labels: dict[str, Status]


def load(paths: Iterable[Path]) -> list[LabelledAnswer]:
    """All labelled answers of JSON Lines files, in order. Raises LabelError naming file and line."""
    return [row for path in paths for row in _load_file(path)]


def _load_file(path: Path) -> list[LabelledAnswer]:
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            rows.append(msgspec.json.decode(line, type=LabelledAnswer))
        except msgspec.DecodeError as error:
            raise LabelError(f"{path}:{number}: {error}", "see data/README.md for the form of a row") from error
    return rows
