"""How far would a statistic move on other answers? The bootstrap over questions or rows."""

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from grader.evaluation.agreement import Indexes, rows_by_group

DRAWS = 500
SEED = 20
SEVERAL = 5
"""From this many questions on, whole questions are drawn: answers to the same question are not independent."""

Interval = tuple[float, float]


def bootstrap(statistic: Callable[[Indexes], float | None], groups: Sequence[Hashable]) -> Interval | None:
    """The 90% percentile bootstrap interval (Efron 1979) of a statistic of rows, given by index.

    Whole groups (questions) are drawn with replacement where there are SEVERAL, else rows. The
    seed is fixed. None when the statistic is undefined in most of the DRAWS.
    """
    parts = list(rows_by_group(groups).values())
    units = parts if len(parts) >= SEVERAL else [np.array([row]) for row in range(len(groups))]
    chance = np.random.default_rng(SEED)
    drawn = (chance.integers(len(units), size=len(units)) for _ in range(DRAWS if units else 0))
    found = [statistic(np.concatenate([units[unit] for unit in sample])) for sample in drawn]
    defined = [value for value in found if value is not None]
    if len(defined) <= DRAWS / 2:
        return None
    low, high = np.percentile(defined, (5, 95))
    return float(low), float(high)
