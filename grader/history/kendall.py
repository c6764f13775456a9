"""Do later values tend to be higher? Kendall's S within strata, which need no common scale.

Mann (1945) and Kendall (1975) for one series; Hirsch, Slack and Smith (1982) add the S and the variances of
several, each compared only within itself.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median

from msgspec import Struct


class Trend(Struct, frozen=True, kw_only=True):
    """How later values lie to earlier ones.

    s       pairs whose later value is higher, less those whose later value is lower
    p       two-sided, from the normal approximation with continuity correction; 1 where nothing can be compared
    change  the median over these pairs of later less earlier value; None without a pair
    """

    s: int
    p: float
    change: float | None


def trend(strata: Iterable[Sequence[float]]) -> Trend:
    """The trend within series in order of time. With few values p errs to the high side where it is small."""
    series = [values for values in strata if len(values) > 1]
    changes = [later - earlier for values in series for earlier, later in combinations(values, 2)]
    s = sum((change > 0) - (change < 0) for change in changes)
    spread = math.sqrt(sum(_variance(values) for values in series))
    z = max(abs(s) - 1, 0) / spread if spread else 0.0
    return Trend(s=s, p=math.erfc(z / math.sqrt(2)), change=median(changes) if changes else None)


def _variance(values: Sequence[float]) -> float:
    """Of S when every order is as likely: (n(n-1)(2n+5) - sum of t(t-1)(2t+5) over ties of t values) / 18."""
    sizes = [len(values), *(-tied for tied in Counter(values).values())]
    return sum(math.copysign(abs(n) * (abs(n) - 1) * (2 * abs(n) + 5), n) for n in sizes) / 18
