"""Answers that people have scored, as one row of a data file describes them.

The forms are those of published data sets and of data/labelled: see docs/metrics.md.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from grader.answers.spreadsheet import Uncomputed
from grader.coverage import Status
from grader.errors import LabelError

LARGEST = 1_000_000
"""The largest score and weight there may be; sums of larger ones say nothing."""

LABELLED_MAX = 5.0
"""The highest level in data/labelled."""


class RubricItem(Struct, frozen=True):
    """A key point as a data set writes it."""

    text: str
    id: str | int | None = None
    weight: float | None = None


class RatedRow(Struct, frozen=True, kw_only=True):
    """One row as it stands. What is absent is unknown; other keys are of no interest.

    `labels` and `level` are the form of data/labelled, `rubric_labels` and `score` that of data sets.
    """

    answer: str
    id: str | int | None = None
    question_id: str | int | None = None
    question: str | None = None
    reference_answer: str | None = None
    reference: str | None = None
    rubric: tuple[RubricItem, ...] | None = None
    score: float | None = None
    score_max: float | None = None
    level: float | None = None
    rubric_labels: dict[str, bool | None] | None = None
    labels: dict[str, Status] | None = None
    annotator_scores: Any = None

    @property
    def human(self) -> float | None:
        """The human score, in the row's own units."""
        return self.level if self.score is None else self.score

    @property
    def most(self) -> float | None:
        """The highest score there is, if the row says."""
        return LABELLED_MAX if self.score is None and self.level is not None else self.score_max

    @property
    def model_answer(self) -> str | None:
        """The reference answer, under either name."""
        return self.reference_answer or self.reference

    @property
    def point_labels(self) -> dict[str, int]:
        """Is the key point there, 0 or 1, by its id in the row's own rubric."""
        known = {id: int(value) for id, value in (self.rubric_labels or {}).items() if value is not None}
        return known | {id: int(status in ("covered", "partial")) for id, status in (self.labels or {}).items()}

    @property
    def two_scores(self) -> tuple[float, float] | None:
        """The scores of two annotators, where the row has them as a list or by name; the first two of more."""
        given = self.annotator_scores
        scores = list(given.values()) if isinstance(given, Mapping) else given if isinstance(given, list) else []
        numbers = [
            float(score) if abs(score) <= LARGEST else math.inf for score in scores if isinstance(score, int | float)
        ]
        return (numbers[0], numbers[1]) if len(numbers) > 1 and len(numbers) == len(scores) else None

    @property
    def votes(self) -> tuple[tuple[int, ...], ...]:
        """The 0/1 votes of several annotators on each key point (`annotator_scores.votes_per_item`)."""
        given = self.annotator_scores.get("votes_per_item") if isinstance(self.annotator_scores, Mapping) else None
        items = given.values() if isinstance(given, Mapping) else ()
        return tuple(tuple(int(vote > 0) for vote in item if isinstance(vote, int | float)) for item in items)


def read_row(cells: Mapping[str, Any], where: str) -> RatedRow:
    """The row in those cells; `where` (file and line) is how a message calls it.

    Raises LabelError for a value of the wrong kind, and for a row that holds nothing to compare a grade with.
    """
    named = {str(name).strip().lower(): value for name, value in cells.items() if value not in ("", None)}
    if "rubric" in named:
        named["rubric"] = _items(named["rubric"])
    for name in RatedRow.__struct_fields__:
        if isinstance(value := named.get(name), Uncomputed):
            raise LabelError(f"{where}: its {name} {value.reason}", "mend or remove the row")
    try:
        row = msgspec.convert({"answer": ""} | named, RatedRow, strict=False)
    except msgspec.ValidationError as error:
        raise LabelError(f"{where}: {str(error).replace('`$.', '`')}", "docs/metrics.md shows the form") from error
    for problem in _problems(row):
        raise LabelError(f"{where}: {problem}", "docs/metrics.md shows the form")
    return row


def _items(rubric: Any) -> Any:
    """Key points in the one form; in a table, a cell holds JSON or a key point per line."""
    if isinstance(rubric, str) and rubric.lstrip().startswith("["):
        try:
            rubric = msgspec.json.decode(rubric)
        except msgspec.DecodeError:
            return rubric
    lines = rubric.splitlines() if isinstance(rubric, str) else rubric
    if not isinstance(lines, Sequence):
        return rubric
    return [{"text": item} if isinstance(item, str) else item for item in lines if item not in ("", None)] or None


def _problems(row: RatedRow) -> Iterator[str]:
    score, most = row.human, row.most
    if score is None and not row.point_labels:
        yield "it has neither a score nor key-point labels"
    if score is not None and not 0 <= score <= LARGEST:
        yield f"its score {score:g} is not a number from 0 to {LARGEST:,}"
    if most is not None and not 0 < most <= LARGEST:
        yield f"its score_max {most:g} is not a number above 0, up to {LARGEST:,}"
    if math.inf in (row.two_scores or ()):
        yield f"a score of its annotators is not a number up to {LARGEST:,}"
    if score is not None and most is not None and score > most:
        yield f"its score {score:g} is above its score_max {most:g}"
    for item in row.rubric or ():
        if not item.text.strip():
            yield "a key point of its rubric is empty"
        if item.weight is not None and not 0 < item.weight <= LARGEST:
            yield f"the key point {item.text!r} has the weight {item.weight:g}; it must be above 0, up to {LARGEST:,}"
