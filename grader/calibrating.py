"""`make calibrate`: refit the calibration and the landmarks, and say how good grades are.

Every figure is for questions that were left out of the fit.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any, get_args

import click
import msgspec
import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from grader.coverage import judge
from grader.embedding import Encoder, load_encoder
from grader.fitting import FOLDS, Example, examples, fit, left_out
from grader.grading import Graded, Grader
from grader.judging import grade_observation
from grader.labelled import Kind, LabelledAnswer, load
from grader.landmarks import SHIPPED, Landmarks, none, save
from grader.observation import prepare
from rubric.bank import questions


@click.command()
@click.argument("labelled", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--output", required=True, type=click.Path(path_type=Path), help="Where the calibration goes.")
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="Where the figures go, as JSON.")
def main(labelled: tuple[Path, ...], output: Path, figures: Path) -> None:
    """Fit the calibration on files of LABELLED answers and measure it on questions left out."""
    rows = load(labelled)
    encoder = load_encoder()
    landmarks = find_landmarks(encoder)
    save(landmarks, SHIPPED)
    grader = Grader(encoder, landmarks=landmarks)
    training = examples(grader, questions(), rows)
    fitted_on = f"{len(rows)} labelled answers and the reference answers of {len(questions())} questions"
    output.write_bytes(msgspec.json.format(msgspec.json.encode(fit(training, fitted_on)), indent=1) + b"\n")
    figures.write_text(json.dumps(measured(grader, training, rows), indent=1) + "\n", encoding="utf-8")
    click.echo(figures.read_text(encoding="utf-8"))


def find_landmarks(encoder: Encoder) -> Landmarks:
    """The landmarks of the shipped bank in this encoder's space."""
    bare = none(encoder.identity.weights_hash)
    centers = [prepare(question, encoder, bare).statements.center for question in questions()]
    return Landmarks(tuple(question.id for question in questions()), np.stack(centers), bare.weights_hash)


def measured(grader: Grader, training: Sequence[Example], rows: Sequence[LabelledAnswer]) -> dict[str, Any]:
    """Agreement with the labels at key-point and answer level, for questions left out of the fit."""
    by_id = {question.id: question for question in questions()}
    graded = list(grader.grade_all((by_id[row.question_id], row.answer) for row in rows))
    percents: dict[str, float] = {}
    points: list[tuple[str, float, float]] = []
    for calibration, fold in left_out(training):
        for row, one in zip(rows, graded, strict=True):
            if row.question_id in fold:
                again = grade_observation(one.question, one.answer, one.observation, calibration, grader.provenance)
                percents[row.id] = again.percent
                for reading in one.observation.key_points:
                    found = judge(reading, calibration)
                    points.append((row.labels[reading.id], found.coverage, found.contradicted))
    return _figures(rows, percents, points, graded)


def _figures(
    rows: Sequence[LabelledAnswer],
    percents: dict[str, float],
    points: Sequence[tuple[str, float, float]],
    graded: Sequence[Graded],
) -> dict[str, Any]:
    labels = np.array([label for label, _, _ in points])
    levels = [row.level for row in rows]
    words = [one.observation.facts.words for one in graded]
    cosines = [mean(reading.signals.cosine for reading in one.observation.key_points) for one in graded]
    return {
        "answers": len(rows),
        "key_points": len(points),
        "folds": FOLDS,
        "auc_covered": round(
            float(roc_auc_score(np.isin(labels, ("covered", "partial")), [c for _, c, _ in points])), 3
        ),
        "auc_contradicted": round(float(roc_auc_score(labels == "contradicted", [c for _, _, c in points])), 3),
        "spearman": {
            "grade": _spearman([percents[row.id] for row in rows], levels),
            "best sentence cosine per key point, averaged": _spearman(cosines, levels),
            "number of words": _spearman(words, levels),
        },
        "percent_by_kind": {
            kind: round(mean(percents[row.id] for row in rows if row.kind == kind), 1) for kind in get_args(Kind)
        },
    }


def _spearman(values: Sequence[float], levels: Sequence[int]) -> float:
    return round(float(spearmanr(values, levels).statistic), 3)


if __name__ == "__main__":
    main()
