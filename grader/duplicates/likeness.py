"""How alike are two texts, and which of many are alike? By the runs of three words that they share."""

import re
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet

from datasketch import MinHash, MinHashLSH

from grader.legible import legible

RUN = 3
"""Words in a run. One word changed in ten leaves seven runs in ten, and texts that are 54% alike."""

BANDS, ROWS = 42, 3
"""Hashes compared: 42 times three. Of two texts that are 50% alike one pair in 270 goes unnoticed, (1 - .5^3)^42; at
60% one in 27,000. Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3."""

_WORD = re.compile(r"\w+")

Runs = frozenset[str]


def words_of(text: str) -> list[str]:
    """The words as a reader sees them, in lower case: disguises, punctuation and layout make no difference."""
    return _WORD.findall(legible(text).lower())


def runs_of(words: Sequence[str]) -> Runs:
    """The different runs of three words; all words as one run where there are fewer."""
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1)))


def likeness(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """The share of all their runs that both texts have, 0 to 1 (Jaccard 1901)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def alike(texts: Collection[Runs], at_least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of positions, the earlier first, of texts that are at least so alike, with their likeness.

    What is found is measured exactly; what is sought, by MinHash (Broder 1997), so that the work grows with the
    number of texts and not of pairs. The same texts give the same pairs every time.
    """
    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    positions: dict[Runs, list[int]] = {}
    for position, runs in enumerate(texts):
        positions.setdefault(runs, []).append(position)
    different = list(positions)
    hashes = MinHash.generator(([run.encode() for run in runs] for runs in different), num_perm=BANDS * ROWS)
    for number, (runs, hashed) in enumerate(zip(different, hashes, strict=True)):
        same = positions[runs]
        yield from ((one, other, 1.0) for place, other in enumerate(same) for one in same[:place])
        for near in sorted(index.query(hashed)):
            if (found := likeness(runs, different[near])) >= at_least:
                yield from (
                    (min(one, other), max(one, other), found) for one in positions[different[near]] for other in same
                )
        index.insert(number, hashed, check_duplication=False)
