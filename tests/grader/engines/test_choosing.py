"""Which engine is taken, and what is said where one cannot be."""

from pathlib import Path

import pytest

from grader.embedding import load_encoder
from grader.engines import choosing
from grader.errors import ModelError
from grader.models import find_model


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A directory with other weights than the default model's."""
    (tmp_path / "model.safetensors").write_bytes(b"others")
    return tmp_path


@pytest.fixture(params=[False, True])
def gpu(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a GPU is in sight, as a fake has it."""
    monkeypatch.setattr(choosing, "gpu_in_sight", lambda: request.param)
    return request.param


def test_auto_is_onnx_on_the_cpu_and_torch_where_there_is_a_gpu(gpu: bool) -> None:
    assert choosing.choose("auto", find_model(), "cpu") == "onnx"
    assert choosing.choose("auto", find_model(), "auto") == ("torch" if gpu else "onnx")
    assert choosing.choose("auto", find_model(), "cuda") == "torch"


def test_auto_is_torch_for_other_weights(gpu: bool, other: Path) -> None:
    assert gpu in (True, False)
    assert choosing.choose("auto", other, "cpu") == "torch"


def test_what_is_asked_for_is_taken(gpu: bool) -> None:
    assert gpu in (True, False)
    assert choosing.choose("onnx", find_model(), "auto") == "onnx"
    assert choosing.choose("torch", find_model(), "cpu") == "torch"


def test_onnx_does_not_run_on_a_gpu() -> None:
    with pytest.raises(ModelError) as caught:
        load_encoder(device="cuda", engine="onnx")
    assert str(caught.value) == "the onnx engine runs on the CPU, not on cuda; use --engine auto or --engine torch"


def test_onnx_does_not_run_other_models(other: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load_encoder(str(other), engine="onnx")
    assert str(caught.value) == (
        f"the onnx engine runs only the weights of the default model, not those in {other}; "
        "use --engine auto or --engine torch"
    )


def test_onnx_needs_the_models_tokenizer(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").symlink_to(find_model() / "model.safetensors")
    assert choosing.choose("auto", tmp_path, "cpu") == "torch"
    with pytest.raises(ModelError, match=r"the onnx engine needs tokenizer\.json in "):
        choosing.choose("onnx", tmp_path, "cpu")


def test_a_torch_for_the_cpu_sees_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing.sys, "platform", "linux")
    monkeypatch.setattr(choosing, "_driver_is_there", lambda: True)
    monkeypatch.setattr(choosing.metadata, "version", lambda _: "2.13.0+cpu")
    assert not choosing.gpu_in_sight()
    monkeypatch.setattr(choosing.metadata, "version", lambda _: "2.13.0")
    assert choosing.gpu_in_sight()
