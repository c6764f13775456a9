"""The law of the quick engine: a text or pair gets the same bits alone, in any company, in any order, on any cores."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.alignment import EmbeddedText
from grader.embedding import Encoder
from grader.verifier import CrossEncoder

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=8)
REAL = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def same(ours: EmbeddedText, theirs: EmbeddedText) -> bool:
    names = ("weights", "vectors", "sentence")
    return all(np.array_equal(getattr(ours, name), getattr(theirs, name)) for name in names)


@REAL
@given(texts=TEXTS, data=st.data())
def test_a_text_gets_the_same_bits_in_any_company_and_order(
    encoder: Encoder, texts: list[str], data: st.DataObject
) -> None:
    alone = [encoder.embed([text])[0] for text in texts]
    order = data.draw(st.permutations(range(len(texts))))
    together = encoder.embed([texts[index] for index in order])
    assert all(same(found, alone[index]) for found, index in zip(together, order, strict=True))


@REAL
@given(texts=TEXTS)
def test_both_engines_read_the_same_tokens(encoder: Encoder, reference: Encoder, texts: list[str]) -> None:
    for ours, theirs in zip(encoder.embed(texts), reference.embed(texts), strict=True):
        assert ours.weights.tolist() == theirs.weights.tolist()
        np.testing.assert_allclose(ours.vectors, theirs.vectors, atol=1e-5)
        np.testing.assert_allclose(ours.sentence, theirs.sentence, atol=1e-5)


@pytest.mark.parametrize("cores", ["1", "3"])
def test_the_number_of_cores_changes_nothing(encoder: Encoder, monkeypatch: pytest.MonkeyPatch, cores: str) -> None:
    texts = [f"sentence number {n} " + "about gradients " * (n % 7) for n in range(40)]
    before = encoder.embed(texts)
    monkeypatch.setenv("OMP_NUM_THREADS", cores)
    assert all(map(same, encoder.embed(texts), before))


@REAL
@given(excerpts=TEXTS, data=st.data())
def test_a_pair_gets_the_same_log_odds_in_any_company_and_order(
    verifier: CrossEncoder, excerpts: Sequence[str], data: st.DataObject
) -> None:
    pairs = [("The forget gate decides what is kept.", excerpt) for excerpt in excerpts]
    alone = [verifier._reader.log_odds([pair])[0] for pair in pairs]
    order = data.draw(st.permutations(range(len(pairs))))
    assert verifier._reader.log_odds([pairs[index] for index in order]) == [alone[index] for index in order]
