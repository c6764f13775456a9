"""How informative a token is: WordPiece vocabularies are ordered by frequency, so rarer entries stand later."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt


class Rarity:
    """Weights of a vocabulary of `size` entries; `token` gives the text of an entry."""

    def __init__(self, size: int, token: Callable[[int], str]) -> None:
        ranks = np.arange(size, dtype=np.float32)
        self._by_rank = (np.log1p(ranks) / np.log1p(size)).astype(np.float32)
        self._token = token
        self._is_word: dict[int, bool] = {}

    def weights(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """A weight in [0, 1] per id, rarer is heavier; 0 for marks without a letter or digit."""
        for id in set(ids) - self._is_word.keys():
            self._is_word[id] = any(map(str.isalnum, self._token(id)))
        words = [self._is_word[id] for id in ids]
        found = self._by_rank[np.asarray(ids, dtype=np.intp)]
        return np.where(words, found, np.float32(0))
