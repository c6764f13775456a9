"""The graph that is shipped is the one that the program describes."""

from pathlib import Path

import onnx
from safetensors import safe_open

from grader.engines.bert_graph import write
from grader.engines.onnx_bert import GRAPH
from grader.models import find_model


def test_the_shipped_graph_is_fresh(tmp_path: Path) -> None:
    write(tmp_path / "bert.onnx")
    assert GRAPH.read_bytes() == (tmp_path / "bert.onnx").read_bytes(), "run 'make graph'"


def test_the_graph_names_every_weight_of_the_models_layers_and_holds_none() -> None:
    graph = onnx.load_from_string(GRAPH.read_bytes()).graph
    outside = {one.name: list(one.dims) for one in graph.initializer if one.data_location == onnx.TensorProto.EXTERNAL}
    with safe_open(find_model() / "model.safetensors", framework="np") as file:
        layers = [name for name in file.keys() if name.startswith(("encoder.", "embeddings.LayerNorm."))]  # noqa: SIM118 - not a dict
        assert outside == {name: file.get_slice(name).get_shape() for name in layers}
    assert GRAPH.stat().st_size < 50_000
