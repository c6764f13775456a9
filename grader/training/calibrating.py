"""`make calibrate`: refit the calibration and the landmarks, and say how good grades are on answers left out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import msgspec
import numpy as np
from msgspec import structs

from grader.calibration import Calibration, shipped
from grader.embedding import Encoder, load_encoder
from grader.evaluation.graded_rows import read_rated
from grader.grading import Grader
from grader.labelled import LabelledAnswer, Opinions, SecondRating, load, load_lines
from grader.landmarks import SHIPPED, Landmarks, none, save
from grader.observation import prepare
from grader.training.elsewhere import elsewhere_figures, fit_elsewhere
from grader.training.examples import Example, Observed, from_rubrics
from grader.training.figures import (
    asked_share,
    baseline_figures,
    judged_figures,
    rater_figures,
    risk_figures,
    writer_figures,
)
from grader.training.leaving_out import Answer, Said, by_question, by_writer, curves, judged, opinions_in, with_verifier
from grader.training.rows import grade_rows, known_and_held
from grader.training.unrated import strangers
from grader.verifier import load_verifier
from rubric import Question
from rubric.bank import questions
from rubric.catalogue import open_catalogue

RATED_AT_MOST = 600
"""Answers taken from each data set, spread evenly over it."""


@click.command()
@click.argument("labelled", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--opinions", required=True, type=click.Path(path_type=Path, exists=True), help="From 'make verifier'.")
@click.option("--second", required=True, type=click.Path(path_type=Path, exists=True), help="Second ratings.")
@click.option("--other", required=True, type=click.Path(path_type=Path, exists=True), help="Rubrics of other fields.")
@click.option("--rated", multiple=True, type=click.Path(path_type=Path, exists=True), help="Data sets people scored.")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="Where the calibration goes.")
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="Where the figures go, as JSON.")
def main(
    labelled: tuple[Path, ...],
    opinions: Path,
    second: Path,
    other: Path,
    rated: tuple[Path, ...],
    output: Path,
    figures: Path,
) -> None:
    """Fit the calibration on files of LABELLED answers; without --rated, that of drafted rubrics stays as it is."""
    encoder = load_encoder()
    landmarks = find_landmarks(encoder)
    save(landmarks, SHIPPED)
    grader = Grader(encoder, landmarks=landmarks)
    rows = load(labelled)
    opinions_of = {one.id: one for one in load_lines(opinions, Opinions)}
    fitted, found = _fit(_material(grader, rows), opinions_of)
    found |= _other_fields(Grader(encoder, fitted, landmarks, load_verifier(encoder.device)), other)
    found["raters"] = rater_figures(rows, load_lines(second, SecondRating))
    if rated:
        sources = {path.name.split(".")[0]: _observed(grader, path) for path in rated}
        fitted = structs.replace(fitted, plain=fit_elsewhere(sources))
        found["elsewhere"] = elsewhere_figures(sources)
    output.write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=1) + b"\n")
    known = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
    figures.write_text(json.dumps(known | found, indent=1) + "\n", encoding="utf-8")


def find_landmarks(encoder: Encoder) -> Landmarks:
    """The landmarks of the shipped bank in this encoder's space."""
    bare = none(encoder.identity.weights_hash)
    centers = [prepare(question, encoder, bare).statements.center for question in questions()]
    return Landmarks(tuple(question.id for question in questions()), np.stack(centers), bare.weights_hash)


def _answers(grader: Grader, bank: Sequence[Question], rows: Sequence[LabelledAnswer]) -> list[Answer]:
    return [Answer(row, one) for row, one in zip(rows, grade_rows(grader, bank, rows), strict=True)]


def _observed(grader: Grader, path: Path) -> list[Observed]:
    """Answers of a data set, and what is observed in them."""
    answers = read_rated(path, open_catalogue(), RATED_AT_MOST)
    graded = grader.grade_all((answer.question, answer.row.answer) for answer in answers)
    return list(zip(answers, graded, strict=True))


@dataclass(frozen=True, slots=True)
class _Material:
    """Answers to learn from, answers held out, the latter before other questions, and what needs no rater."""

    known: list[Answer]
    held: list[Answer]
    off_topic: list[Answer]
    rubrics: list[Example]


def _material(grader: Grader, rows: Sequence[LabelledAnswer]) -> _Material:
    bank, (known, held) = questions(), known_and_held(rows)
    return _Material(
        _answers(grader, bank, known),
        _answers(grader, bank, held),
        _answers(grader, bank, strangers(bank, held)),
        from_rubrics(grader, bank, known),
    )


def _other_fields(grader: Grader, directory: Path) -> dict[str, Any]:
    """Figures for rubrics and answers that neither curves nor verifier have seen anything like."""
    catalogue = open_catalogue([directory / "rubrics"])
    rows = load(sorted((directory / "labelled").glob("*.jsonl")))
    answers = _answers(grader, catalogue.questions, rows)
    said = {one.row.id: opinions_in(one) for one in answers}
    return {
        "other_fields": judged_figures([judged(one, grader.calibration, said) for one in answers]),
        "other_fields_without_verifier": judged_figures([judged(one, grader.calibration) for one in answers]),
    }


def _fit(material: _Material, said: Said) -> tuple[Calibration, dict[str, Any]]:
    """The calibration of the bank, and its figures for questions, and for writers, that were left out."""
    held, answers, rubrics = material.held, [*material.known, *material.held], material.rubrics
    earlier = curves(material.known, rubrics)
    second = with_verifier(earlier, held, material.off_topic, said)
    every = curves(answers, rubrics)
    fitted = structs.replace(
        second,
        fitted_on=f"{len(answers)} labelled answers to {len(questions())} questions",
        covered=every.covered,
        contradicted=every.contradicted,
        plain=shipped().plain,
    )
    verified = list(by_writer(earlier, held, material.off_topic, said))
    alone = [judged(one, earlier) for one in held]
    return fitted, {
        "baselines": baseline_figures(answers),
        "left_out_questions": judged_figures(list(by_question(answers, rubrics))),
        "left_out_writers": judged_figures(verified),
        "left_out_writers_without_verifier": judged_figures(alone),
        "by_writer": writer_figures(verified, alone),
        "risk": risk_figures(verified),
        "asked": asked_share(held, second),
    }


if __name__ == "__main__":
    main()
