"""What tests share. The real model is loaded once; fakes are named as fakes."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner, Result

from grader.alignment import EmbeddedText
from grader.cli import main
from grader.coverage import Evidence
from grader.embedding import Encoder, load_encoder
from grader.evaluation.graded_rows import RatedAnswer
from grader.evaluation.measuring import Measured
from grader.evaluation.rated import RatedRow
from grader.grade import Grade, KeyPointGrade
from grader.grading import Graded, Grader
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.store import append
from grader.models import ModelIdentity
from grader.verifier import CrossEncoder, load_verifier
from rubric import KeyPoint, Question
from rubric.bank import questions

if TYPE_CHECKING:
    from tests.scripted_judge import ScriptedModel


class FakeEncoder:
    """One made-up vector per word, the same wherever it stands: equal words match, others hardly."""

    identity = ModelIdentity("fake", "0" * 64)
    device = "cpu"

    def embed(self, texts: Sequence[str]) -> list[EmbeddedText]:
        return [self._embed(re.findall(r"\w+", text.lower()) or [""]) for text in texts]

    def _embed(self, words: Sequence[str]) -> EmbeddedText:
        vectors = np.stack([self._vector(word) for word in words])
        mean = vectors.mean(axis=0)
        return EmbeddedText(np.ones(len(words), np.float32), vectors, mean / np.linalg.norm(mean))

    def _vector(self, word: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(64).astype(np.float32)
        return vector / np.linalg.norm(vector)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real model on the CPU, on the engine that users get."""
    return load_encoder(device="cpu")


@pytest.fixture(scope="session")
def reference() -> Encoder:
    """The real model on the CPU, on the reference engine."""
    return load_encoder(device="cpu", engine="torch")


@pytest.fixture(scope="session")
def verifier() -> CrossEncoder:
    """The real verifier on the CPU, on the engine that users get."""
    return load_verifier("cpu")


@pytest.fixture(scope="session")
def reference_verifier() -> CrossEncoder:
    """The real verifier on the CPU, on the reference engine."""
    return load_verifier("cpu", "torch")


@pytest.fixture(scope="session")
def grader(encoder: Encoder, verifier: CrossEncoder) -> Grader:
    """A grader with the real models."""
    return Grader(encoder, verifier=verifier)


@pytest.fixture
def fake_grader() -> Grader:
    """A grader whose similarities are made up: for plumbing, not for judgement."""
    return Grader(FakeEncoder())


@pytest.fixture(scope="session")
def bank() -> dict[str, Question]:
    """The shipped questions by id."""
    return {question.id: question for question in questions()}


@pytest.fixture
def sky() -> Question:
    """A small question with two key points, weights 2 and 1."""
    return Question(
        id="sky",
        prompt="What can be said of the sky?",
        topic="nature",
        level="basic",
        reference_answers=("The sky is blue. Clouds bring rain.",),
        key_points=(
            KeyPoint(
                id="blue",
                text="The sky is blue.",
                hint="Which colour?",
                weight=2,
                wordings=("Overhead it looks azure.",),
                counter_statements=("The heavens are green.",),
            ),
            KeyPoint(id="rain", text="Clouds bring rain.", hint="What falls?", wordings=("It pours from clouds.",)),
        ),
    )


@pytest.fixture
def graded(fake_grader: Grader, sky: Question) -> Graded:
    """A grade of a made-up answer by the fake."""
    return fake_grader.grade(sky, "The sky is blue. I like it.")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where a test's log goes."""
    return tmp_path / "log.db"


@pytest.fixture
def record(db: Path, graded: Graded, fake_grader: Grader) -> Record:
    """The made-up grade, written to the test's log."""
    when = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    with open_log(db) as log:
        return append(log, [graded], ["Sample Ana"], when, fake_grader.calibration)[0]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where a test's vectors are kept."""
    return tmp_path / "cache"


@pytest.fixture
def run(db: Path, cache: Path) -> Callable[..., Result]:
    """Run the command line with the test's log and cache."""

    def call(*args: str | Path, **options: object) -> Result:
        places = {"GRADER_DB": str(db), "GRADER_CACHE": str(cache), "GRADER_SCALE": str(cache.with_name("scale.json"))}
        environment = {**places, "COLUMNS": "100", "NO_COLOR": "1"}
        return CliRunner().invoke(main, [str(arg) for arg in args], env=environment, **options)

    return call


@pytest.fixture
def loaded(encoder: Encoder, verifier: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real models, loaded once for all commands under test."""
    monkeypatch.setattr("grader.embedding.load_encoder", lambda *_: encoder)
    monkeypatch.setattr("grader.verifier.load_verifier", lambda *_: verifier)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator["ScriptedModel"]:
    """A scripted language model, registered as a plugin does it; llm looks for nothing of the user's."""
    import llm
    from llm import plugins

    from tests.scripted_judge import ScriptedModel, says

    monkeypatch.setattr(plugins, "LLM_LOAD_PLUGINS", "")
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    model = ScriptedModel(says("covered"))

    class Plugin:
        @llm.hookimpl
        def register_models(self, register: Callable[[llm.Model], None]) -> None:
            register(model)

    plugin = Plugin()
    plugins.pm.register(plugin)
    yield model
    plugins.pm.unregister(plugin)


@pytest.fixture
def made_up() -> Callable[..., Measured]:
    """Makes a made-up grade of an answer that a person scored: key points a and b, covered by the percentage."""
    return made_up_grade


def made_up_grade(
    percent: float, group: str = "q", cosines: tuple[float, float] = (0.2, 0.4), length: float = 1.0, **row: object
) -> Measured:
    points = tuple(KeyPoint(id=id, text=text, hint="?") for id, text in (("a", "It is blue."), ("b", "It is wide.")))
    asked = Question(
        id="q", prompt="Why?", topic="t", level="basic", reference_answers=("So.",), key_points=points
    )  # fmt: skip
    found = tuple(
        KeyPointGrade(
            id=point.id, text=point.text, weight=1, status="partial", coverage=percent / 100, points=percent / 100,
            counts=True, evidence=Evidence("answer", 3, 9), hint="?",
        )
        for point in points
    )  # fmt: skip
    stamp = dict.fromkeys(
        ("rubric_hash", "calibration", "model", "weights_hash", "verifier", "device", "version"), "made-up"
    )
    grade = Grade(
        question_id="q", points=percent / 50, max_points=2, percent=percent, band="fair",
        interval=(max(percent - 10, 0), min(percent + 10, 100)), needs_review=percent == 50, conditions=(),
        key_points=found, misconceptions=(), next_step=None, feedback="", **stamp,
    )  # fmt: skip
    given = RatedRow(answer="An answer.", **row)
    answer = RatedAnswer("rows.jsonl:1", given, group, asked, given.point_labels)
    return Measured(answer, grade, dict(zip("ab", cosines, strict=True)), length)
