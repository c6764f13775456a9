"""Does it help? A statistic before and after, on answers that were left out, and how sure the difference is."""

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from sklearn.model_selection import GroupKFold

from grader.evaluation.agreement import Floats, Indexes, Statistic
from grader.evaluation.bootstrapping import Interval, bootstrap

FOLDS = 10


class Change(Struct, frozen=True, kw_only=True):
    """A statistic before and after, and the 90% bootstrap interval of what it rose by; None where undefined."""

    before: float | None
    after: float | None
    interval: Interval | None

    @property
    def surely_falls(self) -> bool:
        """Whether the whole interval lies below zero."""
        return self.interval is not None and self.interval[1] < 0


def change(statistic: Statistic, old: Floats, new: Floats, human: Floats, groups: Sequence[Hashable]) -> Change:
    """The change of a statistic of computed and human values."""

    def rise(rows: Indexes) -> float | None:
        first, second = statistic(old[rows], human[rows]), statistic(new[rows], human[rows])
        return None if first is None or second is None else second - first

    return Change(before=statistic(old, human), after=statistic(new, human), interval=bootstrap(rise, groups))


def folds(groups: Sequence[Hashable], count: int = FOLDS) -> Iterator[tuple[Indexes, Indexes]]:
    """(rest, fold) rows, at most `count` times; no group is in both. The same at every call.

    Raises ValueError for fewer than two groups.
    """
    names = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    numbers = np.array([names[group] for group in groups])
    splitter = GroupKFold(min(count, len(names)), shuffle=True, random_state=0)
    yield from splitter.split(numbers, groups=numbers)


def mean_of(values: Floats, _human: Floats) -> float:
    """The mean of the computed values, where those are losses already."""
    return float(values.mean())
