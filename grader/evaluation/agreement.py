"""How well do computed scores agree with human ones? The usual statistics, each with its formula.

Every function takes series of equal length and order. A statistic that is undefined (a constant
series, a single class, too few rows) comes back as None: never as 0, which would be a finding.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata
from sklearn.metrics import roc_auc_score

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]
Statistic = Callable[[Floats, Floats], float | None]


def pearson(predicted: Floats, human: Floats) -> float | None:
    """Pearson's r = cov(x, y) / (sd(x) sd(y)), in [-1, 1]; None when a series is constant."""
    if _is_constant(predicted) or _is_constant(human):
        return None
    return float(np.clip(np.corrcoef(predicted, human)[0, 1], -1, 1))


def spearman(predicted: Floats, human: Floats) -> float | None:
    """Spearman's rho: Pearson's r of the ranks, ties sharing their mean rank; None when a series is constant."""
    if _is_constant(predicted) or _is_constant(human):
        return None
    return pearson(rankdata(predicted), rankdata(human))


def within_groups(predicted: Floats, human: Floats, groups: Sequence[Hashable]) -> float | None:
    """Pearson's r after subtracting each group's (question's) mean from both series, in [-1, 1].

    It asks whether answers to the same question are told apart; that some questions are harder
    counts for nothing. None when nothing varies within a group.
    """
    parts = list(rows_by_group(groups).values())
    return pearson(_centred(predicted, parts), _centred(human, parts))


def rmse(predicted: Floats, human: Floats) -> float:
    """Root of the mean squared difference, in the units of the scores; of at least one row."""
    return float(np.sqrt(np.mean((predicted - human) ** 2)))


def mae(predicted: Floats, human: Floats) -> float:
    """Mean absolute difference, in the units of the scores; of at least one row."""
    return float(np.mean(np.abs(predicted - human)))


def smd(predicted: Floats, human: Floats) -> float | None:
    """Standardised mean difference, (mean(x) - mean(y)) / sd(y), y human, sd with n - 1, as RSMTool has it.

    Positive: computed scores are too high on the whole. None when the human scores are constant.
    """
    if _is_constant(human):
        return None
    return float((predicted.mean() - human.mean()) / human.std(ddof=1))


def auc(scores: Floats, labels: Floats) -> float | None:
    """Area under the ROC curve, in [0, 1]; `labels` are 0 or 1, None when only one of them occurs.

    The chance that a random 1 has a higher score than a random 0, a tie counting half
    (Mann-Whitney's U / (n0 n1)).
    """
    return None if _is_constant(labels) else float(roc_auc_score(labels, scores))


def on_the_line(values: Floats, human: Floats) -> Floats:
    """Least-squares predictions of the human scores from values on another scale; their mean from a constant."""
    if _is_constant(values):
        return np.full_like(human, human.mean()) if len(human) else human
    centred = values - values.mean()
    return np.asarray(human.mean() + centred * (centred @ human) / (centred @ centred))


def one_against_the_others(items: Iterable[Sequence[float]]) -> float | None:
    """How often one 0/1 vote is the majority of the item's other votes, in [0, 1].

    Votes whose others are evenly split, or that have no others, are left out; None when none is left.
    """
    agreed: list[bool] = []
    for votes in items:
        for vote in votes:
            others = 2 * (sum(votes) - vote) - (len(votes) - 1)  # above 0: most others say 1
            if others:
                agreed.append((others > 0) == (vote > 0))
    return sum(agreed) / len(agreed) if agreed else None


def rows_by_group(groups: Sequence[Hashable]) -> dict[Hashable, Indexes]:
    """The rows of each group, in order of the groups' first rows."""
    rows: dict[Hashable, list[int]] = {}
    for row, group in enumerate(groups):
        rows.setdefault(group, []).append(row)
    return {group: np.array(indexes) for group, indexes in rows.items()}


def _centred(values: Floats, parts: Iterable[Indexes]) -> Floats:
    centred = np.array(values, dtype=np.float64)
    for part in parts:
        centred[part] -= centred[part].mean()
    return centred


def _is_constant(values: Floats) -> bool:
    """Also when values differ by rounding only, which would make a correlation noise."""
    return len(values) < 2 or bool(np.ptp(values) <= 1e-9 * max(1.0, float(np.abs(values).max())))  # noqa: PLR2004
