"""`make training`: from how many labelled answers on does it help to train a rubric?

So many answers are taught, and grades of other answers compared with their labels before and after. The questions
are unknown to whatever grades: those of other fields always, a sixth of the bank's by curves fitted on the others.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from msgspec import structs

from grader.calibration import Calibration, shipped
from grader.embedding import load_encoder
from grader.evaluation.agreement import Indexes
from grader.grading import Graded, Grader
from grader.labelled import LabelledAnswer, load
from grader.learning.answers import Taught, taught
from grader.learning.change import change, folds, mean_of
from grader.learning.stretches import further
from grader.learning.trial import FEWEST, Trial, grades, left_out, trial
from grader.remembering import RememberingEncoder, RememberingVerifier
from grader.training.examples import from_rubrics
from grader.training.leaving_out import Answer, curves
from grader.training.rows import grade_rows
from grader.verifier import load_verifier
from rubric import Question
from rubric.amending import amended
from rubric.bank import questions
from rubric.catalogue import open_catalogue

COUNTS = (5, 10, 20, 40, 80)
"""So many labelled answers are taught."""

TRIED = range(FEWEST, 41)
"""For so many, the trial is made that decides whether the lesson is kept; it takes the most time."""

THINNED = 3
"""Every third labelled answer to the other questions is enough for curves, and takes a third of the time."""

PARTS = 4
"""Writers, or answers where all are by one, are graded in so many parts, by what is taught by the others."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What teaching so many answers changed in grades of others.

    kept  whether the trial on the taught answers alone would keep it; None where it is not made
    """

    question: str
    count: int
    trial: Trial
    kept: bool | None


def outcomes(grader: Grader, question: Question, rows: Sequence[Taught]) -> Iterator[Outcome]:
    """Every count on every part of one question's answers."""
    graded = grades(grader, question, rows)
    for count, known, new in _splits(rows, question.id):
        lesson, others = [rows[at] for at in known], [rows[at] for at in new]
        seen, before = [graded[at] for at in known], [graded[at] for at in new]
        after = grades(grader, amended(question, further(question, zip(lesson, seen, strict=True))), others)
        kept = _kept(grader, question, lesson, seen) if count in TRIED else None
        yield Outcome(question.id, count, trial(question, others, before, after), kept)


def _splits(rows: Sequence[Taught], question: str) -> Iterator[tuple[int, Indexes, Indexes]]:
    """(count, answers taught, other writers' answers); fewer are a part of more, and all are the same at every call."""
    for part, (rest, fold) in enumerate(folds([row.writer for row in rows], PARTS)):
        drawn = np.random.default_rng([part, *question.encode()]).permutation(rest)
        yield from ((count, drawn[:count], fold) for count in COUNTS if count <= len(rest))


def _kept(grader: Grader, question: Question, rows: Sequence[Taught], graded: Sequence[Graded]) -> bool:
    return trial(question, rows, graded, left_out(grader, question, rows, graded)).helps


def summary(found: Sequence[Outcome]) -> dict[str, Any]:
    """Means over questions and parts, and the interval of the change over questions."""
    tried = [one for one in found if one.kept is not None]
    kept = [one for one in tried if one.kept]
    return {
        "runs": len(found),
        "graded": round(float(np.mean([one.trial.answers for one in found])), 1),
        **{name: _mean(found, name) for name in ("error", "spearman", "auc")},
        "kept": round(len(kept) / len(tried), 3) if tried else None,
        "kept_error": _mean(kept, "error"),
        "kept_and_worse": _share_worse(kept),
        "worse": _share_worse(found),
    }


def _mean(found: Sequence[Outcome], name: str) -> dict[str, Any] | None:
    """Before, after and the interval of the difference, where both are defined."""
    changes = [(one.question, getattr(one.trial, name)) for one in found]
    defined = [(id, one) for id, one in changes if None not in (one.before, one.after)]
    if not defined:
        return None
    before, after = (np.array([getattr(one, end) for _, one in defined], float) for end in ("before", "after"))
    mean = change(mean_of, before, after, before, [id for id, _ in defined])
    return {key: np.round(value, 3).tolist() for key, value in structs.asdict(mean).items() if value is not None}


def _share_worse(found: Sequence[Outcome]) -> float | None:
    worse = [(one.trial.error.after or 0) > (one.trial.error.before or 0) for one in found]
    return round(float(np.mean(worse)), 3) if worse else None


def figures(found: Sequence[Outcome]) -> dict[str, Any]:
    """By count."""
    return {str(count): summary(part) for count in COUNTS if (part := [one for one in found if one.count == count])}


def bare(question: Question) -> Question:
    """The question as a draft has it: key points without wordings and counter-statements."""
    points = tuple(structs.replace(point, wordings=(), counter_statements=()) for point in question.key_points)
    return structs.replace(question, key_points=points)


def _measured(grader: Grader, asked: Sequence[Question], rows: Sequence[LabelledAnswer]) -> dict[str, Any]:
    found: list[Outcome] = []
    for question in asked:
        mine = [row for row in rows if row.question_id == question.id]
        alone = len({row.writer for row in mine}) == 1
        found += outcomes(grader, question, [_taught(question, row, alone=alone) for row in mine])
        click.echo(f"{question.id}: measured", err=True)
    return {"questions": len(asked), "by_count": figures(found)}


def _taught(question: Question, row: LabelledAnswer, *, alone: bool) -> Taught:
    return taught(question, row.answer, dict(row.labels), row.id if alone else str(row.writer), None)


def without(grader: Grader, left: Sequence[Question], rows: Sequence[LabelledAnswer]) -> Calibration:
    """Curves fitted on the bank without those questions; those of plain key points never saw the bank."""
    ids = {question.id for question in left}
    bank = [question for question in questions() if question.id not in ids]
    known = [row for row in rows if row.question_id not in ids][::THINNED]
    answers = [Answer(row, one) for row, one in zip(known, grade_rows(grader, bank, known), strict=True)]
    return structs.replace(curves(answers, from_rubrics(grader, bank, known)), plain=shipped().plain)


@click.command()
@click.argument("labelled", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--other", required=True, type=click.Path(path_type=Path, exists=True), help="Rubrics of other fields.")
@click.option("--figures", "output", required=True, type=click.Path(path_type=Path), help="Where the figures go.")
def main(labelled: tuple[Path, ...], other: Path, output: Path) -> None:
    """Measure what teaching LABELLED answers brings, and write it as JSON."""
    found: dict[str, Any] = {}
    for name, setting in _settings(other, load(labelled)):
        found[name] = setting
        output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _settings(other: Path, rows: Sequence[LabelledAnswer]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is measured, one by one, each by its name."""
    encoder = load_encoder()
    alone = Grader(RememberingEncoder(encoder))
    asked = Grader(alone.encoder, verifier=RememberingVerifier(load_verifier(encoder.device, encoder.identity.engine)))
    elsewhere = open_catalogue([other / "rubrics"]).questions[len(questions()) :]
    there = load(sorted((other / "labelled").glob("*.jsonl")))
    yield "other fields, with the verifier", _measured(asked, elsewhere, there)
    drafts = [bare(question) for question in elsewhere]
    yield "other fields, key points alone, with the verifier", _measured(asked, drafts, there)
    yield "other fields, by similarity alone", _measured(alone, elsewhere, there)
    bank = questions()[1::6]
    yield "bank, by similarity alone", _measured(Grader(alone.encoder, without(alone, bank, rows)), bank, rows)


if __name__ == "__main__":
    main()
