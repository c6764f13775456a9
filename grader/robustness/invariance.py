"""How far a score moves when the same answer is written another way."""

from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import mean

from msgspec import Struct

from grader.grading import Grader
from grader.rewording.rewording import REWORDINGS, Kind, rewordings
from grader.training.ordering import Specimen, specimens
from rubric import Question

MEAN_LESS_THAN = 5.0
AT_MOST = 10.0
"""Percentage points that a kind of rewording may move scores, on average and at worst."""


class Change(Struct, frozen=True, kw_only=True):
    """What one rewording did to the percentage of one answer; `source` says which answer it was."""

    kind: Kind
    question_id: str
    source: str
    before: float
    after: float
    reworded: str

    @property
    def size(self) -> float:
        """The absolute change in percentage points, one decimal."""
        return round(abs(self.after - self.before), 1)


class Invariance(Struct, frozen=True, kw_only=True):
    """How far one kind of rewording moves scores, in percentage points; `beyond` holds the changes above the limit."""

    kind: Kind
    answers: int
    mean: float
    worst: Change
    beyond: tuple[Change, ...]
    holds: bool


def answers_to_reword(bank: Sequence[Question]) -> list[Specimen]:
    """The bank's reference answers and halves of them, for scores in the middle move more than full ones."""
    return [specimen for specimen in specimens(bank) if specimen.standard in ("reference", "half")]


def reword_all(grader: Grader, answers: Sequence[Specimen]) -> Iterator[list[Change]]:
    """The changes of each answer, lazily and in order; a rewording that alters nothing is left out."""
    written = [rewordings(specimen.answer) for specimen in answers]
    texts = (
        (specimen.question, text)
        for specimen, reworded in zip(answers, written, strict=True)
        for text in (specimen.answer, *reworded.values())
    )
    percents = (one.grade.percent for one in grader.grade_all(texts))
    for specimen, reworded in zip(answers, written, strict=True):
        before, *after = islice(percents, 1 + len(reworded))
        yield [
            Change(
                kind=kind,
                question_id=specimen.question.id,
                source=specimen.source,
                before=before,
                after=percent,
                reworded=text,
            )
            for (kind, text), percent in zip(reworded.items(), after, strict=True)
        ]


def summarise(changes: Sequence[Change]) -> list[Invariance]:
    """One line per kind that occurs, in the order of the kinds."""
    kinds = [kind for kind in REWORDINGS if any(one.kind == kind for one in changes)]
    return [_line(kind, [one for one in changes if one.kind == kind]) for kind in kinds]


def _line(kind: Kind, changes: Sequence[Change]) -> Invariance:
    ranked = sorted(changes, key=lambda one: one.size, reverse=True)
    average = mean(one.size for one in ranked)
    beyond = tuple(one for one in ranked if one.size > AT_MOST)
    return Invariance(
        kind=kind,
        answers=len(ranked),
        mean=round(average, 2),
        worst=ranked[0],
        beyond=beyond,
        holds=average < MEAN_LESS_THAN and not beyond,
    )
