"""The figures of docs/measurement.md about the bank, from grades of answers that were left out of the fit."""

from collections.abc import Sequence
from statistics import mean
from typing import Any, get_args

import numpy as np
from sklearn.metrics import cohen_kappa_score

from grader.calibration import Calibration
from grader.coverage import in_doubt
from grader.evaluation.agreement import auc, pearson, spearman
from grader.labelled import Kind, LabelledAnswer, SecondRating
from grader.training.leaving_out import Answer, Judged

BINS = 10
CONFIDENT = (0.5, 0.7, 0.9, 1.0)


def judged_figures(found: Sequence[Judged]) -> dict[str, Any]:
    """Agreement with the labels, at the level of key points and of answers."""
    points = [(one.row.labels[id], coverage) for one in found for id, coverage in one.coverages.items()]
    there = np.array([label in ("covered", "partial") for label, _ in points], float)
    against = np.array([label == "contradicted" for label, _ in points], float)
    coverage = np.array([judgement.coverage for _, judgement in points])
    percents, human = _percents(found), np.array([one.human for one in found])
    return {
        "answers": len(found),
        "key_points": len(points),
        "spearman": _ranked(found),
        "pearson": pearson(percents, human),
        "auc_covered": auc(coverage, there),
        "auc_contradicted": auc(np.array([judgement.contradicted for _, judgement in points]), against),
        "calibration_error": _calibration_error(coverage, [label for label, _ in points]),
        "in_interval": float(np.mean([_holds(one) for one in found])),
        "interval_width": mean(one.grade.interval[1] - one.grade.interval[0] for one in found),
        "needs_review": mean(one.grade.needs_review for one in found),
        "by_kind": {kind: _mean_percent(found, kind) for kind in get_args(Kind)},
    }


def writer_figures(verified: Sequence[Judged], alone: Sequence[Judged]) -> list[dict[str, Any]]:
    """Rank correlation with the level for each writer's answers, with and without the verifier."""
    return [
        {"writer": writer, "answers": len(asked), "spearman": _ranked(asked), "without_verifier": _ranked(rest)}
        for writer in sorted({one.row.writer for one in verified})
        for asked, rest in [[[one for one in found if one.row.writer == writer] for found in (verified, alone)]]
    ]


def baseline_figures(answers: Sequence[Answer]) -> dict[str, Any]:
    """Rank correlation with the level of what needs no grader."""
    levels = np.array([one.row.level for one in answers], float)
    cosines = [[reading.signals.cosine for reading in one.graded.observation.key_points] for one in answers]
    words = np.array([one.graded.observation.facts.words for one in answers], float)
    return {
        "cosine": spearman(np.array([mean(values) if values else 0.0 for values in cosines]), levels),
        "words": spearman(words, levels),
    }


def risk_figures(found: Sequence[Judged]) -> list[dict[str, float | None]]:
    """Agreement among the most confident grades: those of the narrowest intervals."""
    ranked = sorted(found, key=lambda one: one.deviation)
    return [
        {
            "share": share,
            "spearman": _ranked(part),
            "mean_error": 100 * mean(abs(one.human - one.grade.percent / 100) for one in part),
        }
        for share in CONFIDENT
        for part in [ranked[: round(share * len(ranked))]]
    ]


def asked_share(held: Sequence[Answer], fitted: Calibration) -> float:
    """The share of key points that the verifier is asked about."""
    return mean(in_doubt(reading, fitted) for one in held for reading in one.graded.observation.key_points)


def rater_figures(rows: Sequence[LabelledAnswer], second: Sequence[SecondRating]) -> dict[str, Any]:
    """How well two raters agree, on key points (Cohen's kappa) and on levels (quadratic weights)."""
    first = {row.id: row for row in rows}
    labels = [(first[one.id].labels[id], label) for one in second for id, label in one.labels.items()]
    levels = [(first[one.id].level, one.level) for one in second]
    return {
        "answers": len(second),
        "key_points": len(labels),
        "exact": mean(one == other for one, other in labels),
        "kappa": float(cohen_kappa_score(*zip(*labels, strict=True))),
        "level_exact": mean(one == other for one, other in levels),
        "level_qwk": float(cohen_kappa_score(*zip(*levels, strict=True), weights="quadratic")),
    }


def _ranked(found: Sequence[Judged]) -> float | None:
    """Rank correlation of the scores with the levels."""
    return spearman(_percents(found), np.array([one.row.level for one in found], float))


def _percents(found: Sequence[Judged]) -> Any:
    return np.array([one.grade.percent for one in found])


def _holds(one: Judged) -> bool:
    low, high = one.grade.interval
    return low - 0.05 <= 100 * one.human <= high + 0.05


def _mean_percent(found: Sequence[Judged], kind: str) -> float | None:
    percents = [one.grade.percent for one in found if one.row.kind == kind]
    return mean(percents) if percents else None


def _calibration_error(coverage: Any, labels: Sequence[str]) -> float:
    """Expected calibration error: |mean coverage - share covered| over ten equal bins, weighted by their size."""
    truth = np.array([{"covered": 1.0, "partial": 0.5}.get(label, 0.0) for label in labels])
    bins = np.minimum((coverage * BINS).astype(int), BINS - 1)
    gaps = [abs(coverage[bins == i].mean() - truth[bins == i].mean()) * (bins == i).mean() for i in set(bins)]
    return float(sum(gaps))
