"""Forward passes of few fixed shapes: rows x a multiple of tokens.

The same shape runs the same kernels, so a text gets the same bits alone, in any batch and in any
order (docs/decisions/fixed-shapes.md).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

ROWS = {"cpu": 8, "cuda": 256, "mps": 64}
TOKEN_STEP = 16


def padded(length: int) -> int:
    """The length a row of this many tokens is filled up to."""
    return -(-length // TOKEN_STEP) * TOKEN_STEP


def batches(lengths: Sequence[int], rows: int) -> Iterator[list[int]]:
    """Indices of rows that share a padded length, at most `rows` at a time."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for index, length in enumerate(lengths):
        by_length[padded(length)].append(index)
    for indices in by_length.values():
        for start in range(0, len(indices), rows):
            yield indices[start : start + rows]
