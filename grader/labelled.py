"""Answers labelled by people: what the calibration is fitted on and the grader is held to."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct, structs

from grader.coverage import NOTHING, Opinion, Status
from grader.errors import LabelError
from grader.scoring import score
from rubric import Question

Kind = Literal["excellent", "good", "good_plain", "half", "weak", "reversed", "mixed", "keywords", "echo", "off_topic"]

CREDIT: dict[Status, float] = {"covered": 1.0, "partial": 0.5}
"""What a label gives of a key point's weight; the others give nothing."""

Row = TypeVar("Row", bound=Struct)


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


class SecondRating(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a second rater, who did not see the first one's labels, said of a labelled answer."""

    id: str
    level: int
    labels: dict[str, Status]


class Opinions(Struct, frozen=True, forbid_unknown_fields=True):
    """What a verifier that was not trained on a labelled answer said of it, by key point."""

    id: str
    opinions: dict[str, Opinion]


def deserved(question: Question, labels: Mapping[str, Status]) -> float:
    """The share of the points that labels of all key points give; of a group the best count, as in any grade."""
    coverages = {
        id: structs.replace(NOTHING, credit=CREDIT.get(label, 0.0), status=label) for id, label in labels.items()
    }
    return score(question, coverages, []).percent / 100


def load(paths: Iterable[Path]) -> list[LabelledAnswer]:
    """All labelled answers of JSON Lines files, in order. Raises LabelError naming file and line."""
    return [row for path in paths for row in load_lines(path, LabelledAnswer)]


def load_lines(path: Path, form: type[Row]) -> list[Row]:
    """The rows of one JSON Lines file. Raises LabelError naming file and line."""
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            rows.append(msgspec.json.decode(line, type=form))
        except msgspec.DecodeError as error:
            raise LabelError(f"{path}:{number}: {error}", "see data/README.md for the form of a row") from error
    return rows
