"""What answers of known standards earn, over the whole bank: the test that every question must pass.

From each rubric itself: its reference answers, their halves, its counter-statements put together,
and another question's reference answer. From data/: labelled answers, of which the good ones in
plain words are the free paraphrases.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, Literal

import click

from grader.embedding import load_encoder
from grader.grade import Grade
from grader.grading import Grader
from grader.labelled import Kind, LabelledAnswer, load
from grader.segmentation import segment
from grader.training.rows import HELD_OUT, grade_rows
from grader.verifier import load_verifier
from rubric import Question
from rubric.bank import questions

Standard = Literal["reference", "half", "reversed", "stranger"]

LIMITS: dict[Standard, tuple[float, float]] = {
    "reference": (85, 100),
    "half": (25, 75),
    "reversed": (0, 25),
    "stranger": (0, 15),
}
"""The percentages that each standard must lie between."""


LABELLED_KINDS: tuple[Kind, ...] = ("good", "good_plain", "half", "mixed", "reversed")
"""Kinds of labelled answers that docs/ordering.md shows beside them."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """An answer of a known standard to a question; `source` says where the text is from."""

    question: Question
    standard: Standard
    source: str
    answer: str


def specimens(bank: Sequence[Question]) -> Iterator[Specimen]:
    """Reference answers, their halves, counter-statements, and the next topic's reference answers."""
    for position, question in enumerate(bank):
        for number, answer in enumerate(question.reference_answers, 1):
            yield Specimen(question, "reference", f"reference answer {number}", answer)
            for half, text in zip(("first", "second"), _halves(answer), strict=True):
                yield Specimen(question, "half", f"{half} half of reference answer {number}", text)
        for number, text in enumerate(_reversals(question), 1):
            yield Specimen(question, "reversed", f"counter-statements {number}", text)
        others = [*bank[position + 1 :], *bank[:position]]
        other = next(other for other in others if other.topic != question.topic)
        for answer in other.reference_answers:
            yield Specimen(question, "stranger", f"reference answer of {other.id}", answer)


def meets(standard: Standard, grade: Grade) -> bool:
    """Does a grade fit the standard of its answer?"""
    low, high = LIMITS[standard]
    return low <= grade.percent <= high and (standard != "stranger" or "off_topic" in grade.conditions)


def _halves(answer: str) -> tuple[str, str]:
    """The answer cut between two sentences, as near to the middle of the text as can be."""
    starts = [piece.start for piece in segment(answer)][1:]
    cut = min(starts, key=lambda start: abs(start - len(answer) / 2))
    return answer[:cut], answer[cut:]


def _reversals(question: Question) -> list[str]:
    """Answers made of each key point's first counter-statement, second, and so on."""
    columns = max(len(point.counter_statements) for point in question.key_points)
    return [
        " ".join(point.counter_statements[i] for point in question.key_points if i < len(point.counter_statements))
        for i in range(min(columns, 2))
    ]


@click.command()
@click.argument("labelled", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="Where the figures go, as JSON.")
def main(labelled: tuple[Path, ...], figures: Path) -> None:
    """Grade answers of known standards to every question, and LABELLED answers held out, and write what they earn."""
    encoder = load_encoder()
    grader = Grader(encoder, verifier=load_verifier(encoder.device))
    bank, rows = questions(), [row for row in load(labelled) if row.writer == HELD_OUT[0]]
    found = list(specimens(bank))
    grades = [one.grade for one in grader.grade_all((item.question, item.answer) for item in found)]
    own = [one.grade for one in grade_rows(grader, bank, rows)]
    results, kinds = list(zip(found, grades, strict=True)), list(zip(rows, own, strict=True))
    document = {
        "counts": {standard: sum(item.standard == standard for item in found) for standard in LIMITS},
        "questions": [_line(question, results, kinds) for question in bank],
        "misses": [_miss(item, grade) for item, grade in results if not meets(item.standard, grade)],
    }
    figures.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{len(document['misses'])} of {len(found)} answers miss their standard, see {figures}")


def _line(
    question: Question, results: Sequence[tuple[Specimen, Grade]], kinds: Sequence[tuple[LabelledAnswer, Grade]]
) -> dict[str, Any]:
    """What the specimens of one question earn, and on average its labelled answers of each kind."""
    mine = [(item.standard, grade.percent) for item, grade in results if item.question is question]
    line: dict[str, Any] = {"question": question.id}
    line |= {standard: [percent for found, percent in mine if found == standard] for standard in LIMITS}
    for kind in LABELLED_KINDS:
        percents = [grade.percent for row, grade in kinds if row.question_id == question.id and row.kind == kind]
        line[f"labelled {kind}"] = [round(mean(percents), 1)] if percents else []
    return line


def _miss(item: Specimen, grade: Grade) -> dict[str, Any]:
    return {
        "question": item.question.id,
        "answer": item.source,
        "percent": grade.percent,
        "conditions": grade.conditions,
    }


if __name__ == "__main__":
    main()
