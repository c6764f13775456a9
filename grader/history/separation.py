"""Does an item tell strong people from weak ones? The corrected item-total correlation, with its doubt."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Word = Literal["well", "fairly", "hardly", "the wrong way round", "cannot tell yet"]

ENOUGH = 20
"""Below so many people the correlation is not computed: its interval would reach over half of the scale."""

WELL, FAIRLY = 0.4, 0.2
"""From these correlations on an item separates well, or fairly (Ebel and Frisbie 1991)."""

CONFIDENCE = 0.9


class Separation(Struct, frozen=True, kw_only=True):
    """r between an item and what the person earns on everything but it, -1 to 1, with its 90% interval.

    None, and "cannot tell yet", where there are fewer than ENOUGH people or all earn the same. The word is
    "cannot tell yet", too, where the interval holds 0.
    """

    people: int
    r: float | None = None
    interval: tuple[float, float] | None = None
    word: Word = "cannot tell yet"


def separation(pairs: Sequence[tuple[float, float]]) -> Separation:
    """How well an item separates, from each person's score on it and on the rest."""
    if len(pairs) < ENOUGH or any(len(set(values)) == 1 for values in zip(*pairs, strict=True)):
        return Separation(people=len(pairs))
    from scipy.stats import pearsonr

    found = pearsonr(*zip(*pairs, strict=True))
    low, high = found.confidence_interval(CONFIDENCE)
    r = float(found.statistic)
    interval = (round(float(low), 3), round(float(high), 3))
    return Separation(people=len(pairs), r=round(r, 3), interval=interval, word=_word(r, *interval))


def _word(r: float, low: float, high: float) -> Word:
    if low <= 0 <= high:
        return "cannot tell yet"
    if r < 0:
        return "the wrong way round"
    return "well" if r >= WELL else "fairly" if r >= FAIRLY else "hardly"
