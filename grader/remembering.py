"""Texts that come again are not embedded again: an encoder and a verifier that remember a bounded number of results.

A text gets the same vectors in any company (docs/decisions/fixed-shapes.md), so remembering changes no score.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from grader.alignment import EmbeddedText
from grader.coverage import Opinion
from grader.embedding import Encoder
from grader.models import ModelIdentity
from grader.verifier import Verifier

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

VECTOR_BYTES = 64 << 20
"""Some three thousand sentences."""

OPINIONS = 50_000


class Recent(Generic[K, V]):
    """What was made last, up to a total size; the least recently asked for goes first."""

    def __init__(self, size_of: Callable[[V], int], limit: int) -> None:
        self._size_of = size_of
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[K, V] = OrderedDict()

    def all_of(self, keys: Sequence[K], make: Callable[[list[K]], Sequence[V]]) -> list[V]:
        """One value per key, in order; `make` gets the keys, each once, whose values are not remembered."""
        once = dict.fromkeys(keys)
        values = {key: self._kept[key] for key in once if key in self._kept}
        new = [key for key in once if key not in values]
        made = dict(zip(new, make(new), strict=True)) if new else {}
        for key in values:
            self._kept.move_to_end(key)
        for key, value in made.items():
            self._keep(key, value)
        values |= made
        return [values[key] for key in keys]

    @property
    def size(self) -> int:
        """The total size of what is remembered, never more than the limit."""
        return self._size

    def _keep(self, key: K, value: V) -> None:
        self._kept[key] = value
        self._size += self._size_of(value)
        while self._size > self._limit:
            _, gone = self._kept.popitem(last=False)
            self._size -= self._size_of(gone)


class RememberingEncoder:
    """An encoder that embeds a text again only when it has forgotten it."""

    def __init__(self, encoder: Encoder, limit: int = VECTOR_BYTES) -> None:
        self._encoder = encoder
        self._recent: Recent[str, EmbeddedText] = Recent(_bytes, limit)

    @property
    def identity(self) -> ModelIdentity:
        """Which weights these are."""
        return self._encoder.identity

    @property
    def device(self) -> str:
        """Where the model runs."""
        return self._encoder.device

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        """One embedded text per text, in order, independent of the other texts."""
        return self._recent.all_of(texts, self._encoder.embed)


class RememberingVerifier:
    """A verifier that reads a pair again only when it has forgotten what it thought of it."""

    def __init__(self, verifier: Verifier, limit: int = OPINIONS) -> None:
        self._verifier = verifier
        self._recent: Recent[tuple[str, str], Opinion] = Recent(lambda _: 1, limit)

    @property
    def identity(self) -> str:
        """SHA-256 of its file."""
        return self._verifier.identity

    @property
    def base(self) -> str:
        """SHA-256 of the weights it was trained on top of."""
        return self._verifier.base

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """One opinion per (key point, excerpt), in order, independent of the other pairs."""
        return self._recent.all_of(pairs, self._verifier.read)


def _bytes(text: EmbeddedText) -> int:
    return int(text.vectors.nbytes + text.weights.nbytes + text.sentence.nbytes)
