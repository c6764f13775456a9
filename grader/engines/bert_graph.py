"""`make graph`: write bert.onnx, the default model's network as a graph without weights.

The network is BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) in MiniLM's sizes, from the sum of the
embeddings to the last layer's token vectors, for one row of any length. Its weights are named as in the model's file
and marked as kept elsewhere. Needs the package onnx, which the program itself does without.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onnx import TensorProto, helper

LAYERS, HIDDEN, INNER, HEADS = 6, 384, 1536, 12
EPSILON = 1e-12
OPSET, IR = 20, 10
"""Of the ONNX format: the first with Gelu, and the revision of the format that belongs to it."""


class _Graph:
    """Nodes and tensors as they are added; every method returns the name of what it adds."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []

    def node(self, operator: str, name: str, *inputs: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def constant(self, name: str, kind: int, shape: Sequence[int], values: Sequence[float]) -> str:
        self.tensors.append(helper.make_tensor(name, kind, shape, values))
        return name

    def weight(self, name: str, *shape: int) -> str:
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="weights")  # it must name a file; none of that name is opened
        self.tensors.append(tensor)
        return name

    def linear(self, name: str, x: str, inputs: int, outputs: int) -> str:
        weights = self.weight(f"{name}.weight", outputs, inputs), self.weight(f"{name}.bias", outputs)
        return self.node("Gemm", name, x, *weights, transB=1)

    def normalized(self, name: str, x: str) -> str:
        weights = self.weight(f"{name}.weight", HIDDEN), self.weight(f"{name}.bias", HIDDEN)
        return self.node("LayerNormalization", name, x, *weights, axis=-1, epsilon=EPSILON)


def build() -> Any:
    """The model, an onnx.ModelProto: "embedded" [tokens, 384] -> "vectors" [tokens, 384]."""
    graph = _Graph()
    graph.constant("by_head", TensorProto.INT64, [3], [0, HEADS, HIDDEN // HEADS])
    graph.constant("together", TensorProto.INT64, [2], [0, HIDDEN])
    graph.constant("scale", TensorProto.FLOAT, [], [(HIDDEN // HEADS) ** -0.5])
    x = graph.normalized("embeddings.LayerNorm", "embedded")
    for number in range(LAYERS):
        x = _layer(graph, f"encoder.layer.{number}", x)
    graph.node("Identity", "vectors", x)
    given, made = (
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["tokens", HIDDEN])] for name in ("embedded", "vectors")
    )
    built = helper.make_graph(graph.nodes, "bert", given, made, graph.tensors)
    return helper.make_model(built, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)


def _layer(graph: _Graph, name: str, x: str) -> str:
    said = _attention(graph, f"{name}.attention.self", x)
    said = graph.linear(f"{name}.attention.output.dense", said, HIDDEN, HIDDEN)
    x = graph.normalized(f"{name}.attention.output.LayerNorm", graph.node("Add", f"{name}.heard", said, x))
    thought = graph.node("Gelu", f"{name}.gelu", graph.linear(f"{name}.intermediate.dense", x, HIDDEN, INNER))
    thought = graph.linear(f"{name}.output.dense", thought, INNER, HIDDEN)
    return graph.normalized(f"{name}.output.LayerNorm", graph.node("Add", f"{name}.thought", thought, x))


def _attention(graph: _Graph, name: str, x: str) -> str:
    def heads(part: str, *order: int) -> str:
        linear = graph.linear(f"{name}.{part}", x, HIDDEN, HIDDEN)
        split = graph.node("Reshape", f"{name}.{part}.split", linear, "by_head")
        return graph.node("Transpose", f"{name}.{part}.heads", split, perm=order)

    queries, keys, values = heads("query", 1, 0, 2), heads("key", 1, 2, 0), heads("value", 1, 0, 2)
    products = graph.node("MatMul", f"{name}.products", queries, keys)
    shares = graph.node("Softmax", f"{name}.shares", graph.node("Mul", f"{name}.scaled", products, "scale"), axis=-1)
    seen = graph.node("MatMul", f"{name}.seen", shares, values)
    return graph.node(
        "Reshape", f"{name}.joined", graph.node("Transpose", f"{name}.by_token", seen, perm=[1, 0, 2]), "together"
    )


def write(path: Path) -> None:
    """Write the graph, the same bytes whenever it is the same graph."""
    path.write_bytes(build().SerializeToString(deterministic=True))


if __name__ == "__main__":
    write(Path(__file__).with_name("bert.onnx"))
