"""Where weights are looked for."""

import pickle
from pathlib import Path

import pytest

from grader.embedding import load_encoder
from grader.errors import ModelError
from grader.models import find_model, weights_hash


@pytest.mark.parametrize("name", ["__main__", "no_such_package", "a b", "", "a\0b"])
def test_what_is_no_model_says_what_to_do(name: str) -> None:
    with pytest.raises(ModelError, match="install"):
        find_model(name)


class Canary:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, nest: Path) -> None:
        self.nest = nest

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.nest,)


@pytest.mark.parametrize("place", ["pytorch_model.bin", "2_Dense/pytorch_model.bin", "pytorch_model-00001-of-2.bin"])
def test_pickled_weights_are_refused_and_never_loaded(tmp_path: Path, place: str) -> None:
    directory = tmp_path / "model"
    file, nest = directory / place, tmp_path / "hatched"
    file.parent.mkdir(parents=True)
    file.write_bytes(pickle.dumps(Canary(nest)))
    if "/" in place:
        (directory / "model.safetensors").touch()
    with pytest.raises(ModelError) as caught:
        load_encoder(str(directory), "cpu", "torch")
    assert str(caught.value) == (
        f"model {str(directory)!r}: {file} is a pickle, which could run any program when it is loaded; take the "
        "model's copy with model.safetensors, or where you trust it, load it with sentence-transformers and save it "
        "with save_pretrained(), which writes that"
    )
    assert not nest.exists()


def test_pickled_weights_beside_safetensors_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    before = weights_hash(find_model(str(tmp_path)))
    (tmp_path / "pytorch_model.bin").write_bytes(b"a pickle")
    assert weights_hash(find_model(str(tmp_path))) == before
