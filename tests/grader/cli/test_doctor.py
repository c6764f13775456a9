"""`grader doctor`, with the real models on both engines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader import engine_check
from grader.vector_cache import contents

Run = Callable[..., Result]
NAMES = ["rubrics", "model", "verifier", "engine", "scale", "cache", "log"]


@pytest.fixture
def by_engine(
    encoder: object, reference: object, verifier: object, reference_verifier: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real models on both engines, loaded once."""
    encoders, verifiers = {"torch": reference}, {"torch": reference_verifier}
    monkeypatch.setattr("grader.embedding.load_encoder", lambda *given: encoders.get(given[2], encoder))
    monkeypatch.setattr("grader.verifier.load_verifier", lambda *given: verifiers.get(given[1], verifier))


def checks(done: Result) -> dict[str, str]:
    """What was said of each check, without its verdict."""
    return dict(
        line.removeprefix("ok").removeprefix("PROBLEM").strip().split(": ", 1) for line in done.stdout.splitlines()
    )


@pytest.mark.usefixtures("by_engine")
def test_all_is_well_and_the_engines_agree(run: Run, cache: Path) -> None:
    done = run("doctor")
    assert done.exit_code == 0, done.stdout
    found = checks(done)
    assert list(found) == NAMES
    assert found["engine"].startswith("onnx (onnxruntime ")
    assert "agrees with torch" in found["engine"]
    assert found["cache"] == f"{cache}, vectors of 0 rubrics, 0 MB"


@pytest.mark.usefixtures("by_engine")
def test_engines_that_disagree_are_a_problem(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_check, "FAR_VECTORS", 0.0)
    done = run("doctor")
    assert done.exit_code == 1
    assert "PROBLEM  engine: onnxruntime" in done.stdout
    assert "disagrees with torch" in done.stdout
    assert "use --engine torch" in done.stdout


@pytest.mark.usefixtures("by_engine")
def test_the_reference_engine_is_named(run: Run) -> None:
    done = run("doctor", "--engine", "torch")
    assert checks(done)["engine"].startswith("torch 2.")


@pytest.mark.usefixtures("by_engine")
def test_prepare_fills_the_cache(run: Run, cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'id = "own"\nprompt = "Why?"\ntopic = "t"\nlevel = "basic"\nreference_answers = ["So."]\n'
        'key_points = [{ id = "a", text = "It is blue.", hint = "Which?" }]\n'
    )
    done = run("doctor", "--prepare", "--rubrics", own)
    assert done.exit_code == 0, done.stdout
    assert len(contents(cache)) == 46
    assert ", vectors of 46 rubrics, " in checks(done)["cache"]


@pytest.mark.usefixtures("by_engine")
def test_a_cache_that_cannot_be_written_to_is_named_and_no_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    done = run("doctor", "--cache", tmp_path / "file" / "cache")
    assert done.exit_code == 0
    assert checks(done)["cache"].endswith("cannot be written to; rubrics are embedded in every run")
