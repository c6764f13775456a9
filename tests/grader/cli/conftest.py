"""What tests of commands share."""

import pytest

from grader.grading import Grader


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch, fake_grader: Grader) -> None:
    """No command under test loads a model: all grade with the encoder that makes similarities up."""
    monkeypatch.setattr("grader.embedding.load_encoder", lambda *_: fake_grader.encoder)
    monkeypatch.setattr("grader.verifier.load_verifier", lambda *_: None)
