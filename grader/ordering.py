"""What answers of known standards earn, over the whole bank: the test that every question must pass.

From each rubric itself: its reference answers, their halves, its counter-statements put together,
and another question's reference answer. From data/: labelled answers, of which the good ones in
plain words are the free paraphrases.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from grader.embedding import load_encoder
from grader.grade import Grade
from grader.grading import Grader
from grader.labelled import load
from grader.segmentation import segment
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
    """Grade answers of known standards to every question, and LABELLED answers, and write what they earn."""
    grader = Grader(load_encoder())
    bank = questions()
    found = list(specimens(bank))
    grades = [one.grade for one in grader.grade_all((item.question, item.answer) for item in found)]
    rows = load(labelled)
    by_id = {question.id: question for question in bank}
    own = [one.grade for one in grader.grade_all((by_id[row.question_id], row.answer) for row in rows)]
    table = []
    for question in bank:
        line: dict[str, object] = {"question": question.id}
        for standard in LIMITS:
            line[standard] = [
                grade.percent
                for item, grade in zip(found, grades, strict=True)
                if item.question is question and item.standard == standard
            ]
        for kind in ("good_plain", "half", "reversed"):
            line[f"labelled {kind}"] = [
                grade.percent
                for row, grade in zip(rows, own, strict=True)
                if row.question_id == question.id and row.kind == kind
            ]
        table.append(line)
    misses = [
        {"question": item.question.id, "answer": item.source, "percent": grade.percent, "conditions": grade.conditions}
        for item, grade in zip(found, grades, strict=True)
        if not meets(item.standard, grade)
    ]
    counts = {standard: sum(item.standard == standard for item in found) for standard in LIMITS}
    figures.write_text(
        json.dumps({"counts": counts, "questions": table, "misses": misses}, indent=1) + "\n", encoding="utf-8"
    )
    click.echo(f"{len(misses)} of {len(found)} answers miss their standard, see {figures}")


if __name__ == "__main__":
    main()
