"""How scores are spread over the scale."""

from collections.abc import Iterable

from msgspec import Struct

from grader.scoring import Band, band

WIDTH = 5
"""Of a bin, in percent; every border of a band is a multiple of it."""


class Bin(Struct, frozen=True, kw_only=True):
    """So many answers earn from `low` on and less than `high` percent; the last bin holds 100, too."""

    low: int
    high: int
    answers: int
    band: Band


def spread_of(percents: Iterable[float]) -> list[Bin]:
    """The bins of the whole scale, the lowest first."""
    counts = [0] * (100 // WIDTH)
    for percent in percents:
        counts[min(int(percent) // WIDTH, len(counts) - 1)] += 1
    return [
        Bin(low=WIDTH * n, high=WIDTH * (n + 1), answers=count, band=band(WIDTH * n)) for n, count in enumerate(counts)
    ]
