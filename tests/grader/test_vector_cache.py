"""Vectors on disk: the same bits as without, and nothing damaged, foreign or half-written is ever believed."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import vector_cache
from grader.alignment import EmbeddedText
from grader.embedding import Encoder
from grader.models import ModelIdentity
from grader.vector_cache import CachedEncoder, contents, is_writable, key

TEXTS = ["The sky is blue.", "Clouds bring rain.", "?"]


class CountingEncoder:
    """The encoder it is made of, and how often that was asked."""

    def __init__(self, encoder: Encoder) -> None:
        self.identity, self.device, self._encoder, self.asked = encoder.identity, encoder.device, encoder, 0

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        self.asked += 1
        return self._encoder.embed(texts)


@pytest.fixture
def counting(fake_grader) -> CountingEncoder:
    """The fake encoder, counted."""
    return CountingEncoder(fake_grader.encoder)


def equal(ours: Sequence[EmbeddedText], theirs: Sequence[EmbeddedText]) -> bool:
    names = ("weights", "vectors", "sentence")
    pairs = list(zip(ours, theirs, strict=True))
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for one, other in pairs for name in names)


def test_what_was_embedded_is_read_again_to_the_bit(counting: CountingEncoder, cache: Path) -> None:
    first = CachedEncoder(counting, cache).embed(TEXTS)
    again = CachedEncoder(counting, cache).embed(TEXTS)
    assert counting.asked == 1
    assert equal(first, again)
    assert equal(again, counting.embed(TEXTS))
    assert again[0].vectors.dtype == np.float32


def test_real_vectors_come_back_to_the_bit(encoder: Encoder, cache: Path) -> None:
    texts = [*TEXTS, "memory " * 300, ""]
    CachedEncoder(encoder, cache).embed(texts)
    assert equal(CachedEncoder(encoder, cache).embed(texts), encoder.embed(texts))


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "replaced", "of another rubric", "other tensors"])
def test_a_file_that_is_not_as_it_was_written_is_made_again(
    counting: CountingEncoder, cache: Path, damage: str
) -> None:
    cached = CachedEncoder(counting, cache)
    cached.embed(["another", "rubric"])
    [other] = contents(cache)
    good = cached.embed(TEXTS)
    [path] = [file.path for file in contents(cache) if file.path != other.path]
    whole = path.read_bytes()
    damaged = {
        "cut": whole[:-5],
        "flipped": whole[:-1] + bytes([whole[-1] ^ 1]),
        "emptied": b"",
        "replaced": b"something else altogether",
        "of another rubric": other.path.read_bytes(),
        "other tensors": Path("grader/verifier.safetensors").read_bytes(),
    }
    path.write_bytes(damaged[damage])
    assert equal(cached.embed(TEXTS), good)
    assert counting.asked == 3
    assert path.read_bytes() == whole


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_other_texts_have_another_name(texts: list[str], others: list[str]) -> None:
    one = ModelIdentity("fake", "0" * 64)
    assert (key(texts, one, "cpu") == key(others, one, "cpu")) == (texts == others)


def test_other_weights_engines_and_devices_have_another_name() -> None:
    names = {
        key(TEXTS, ModelIdentity("fake", weights, engine), device)
        for weights in ("0" * 64, "1" * 64)
        for engine in ("torch", "onnx")
        for device in ("cpu", "cuda")
    }
    assert len(names) == 8


def test_a_place_that_cannot_be_written_to_costs_nothing_but_time(counting: CountingEncoder, tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a directory")
    cached = CachedEncoder(counting, occupied / "cache")
    assert equal(cached.embed(TEXTS), cached.embed(TEXTS))
    assert counting.asked == 2
    assert not is_writable(occupied / "cache")
    assert is_writable(tmp_path / "not" / "there" / "yet")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_cache_is_read(counting: CountingEncoder, cache: Path) -> None:
    CachedEncoder(counting, cache).embed(TEXTS)
    cache.chmod(0o500)
    CachedEncoder(counting, cache).embed(TEXTS)
    assert counting.asked == 1
    CachedEncoder(counting, cache).embed(["new"])
    assert not is_writable(cache)


def test_a_write_that_fails_leaves_nothing_behind(
    counting: CountingEncoder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    CachedEncoder(counting, cache).embed(TEXTS)
    assert list(cache.iterdir()) == []


def test_what_was_used_longest_ago_goes_first(
    counting: CountingEncoder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = CachedEncoder(counting, cache)
    for age, text in enumerate(["old", "older", "oldest"]):
        before = {file.path for file in contents(cache)}
        cached.embed([text])
        [new] = {file.path for file in contents(cache)} - before
        os.utime(new, ns=(10**9, 10**9 * (100 - age)))
    cached.embed(["oldest"])  # used just now, and so the newest
    size = contents(cache)[0].size
    monkeypatch.setattr(vector_cache, "LIMIT", 3 * size)
    cached.embed(["onemore"])  # of the same length, and a file too many
    asked = counting.asked
    for text in ("oldest", "old", "onemore"):
        cached.embed([text])
    assert counting.asked == asked
    cached.embed(["older"])
    assert counting.asked == asked + 1


AT_ONCE = """
import sys
from pathlib import Path

sys.path.insert(0, "tests")
from conftest import FakeEncoder
from grader.vector_cache import CachedEncoder

for round in range(30):
    found = CachedEncoder(FakeEncoder(), Path(sys.argv[1])).embed([f"round {round}", "blue sky"])
    assert len(found[0].vectors) == 2
"""


def test_two_processes_at_once_both_get_their_vectors(cache: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", AT_ONCE, str(cache)]) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert len(contents(cache)) == 30
    assert len(list(cache.iterdir())) == 30
