"""What tests of the judge share."""

import pytest

from grader.llm_judge.asking import llm_asker
from grader.llm_judge.cascade import Cascade
from grader.llm_judge.judge import Judge
from tests.scripted_judge import ScriptedModel


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that a judge made before it asked again."""
    return []


@pytest.fixture
def judge(scripted: ScriptedModel, pauses: list[float]) -> Judge:
    """A judge that asks the scripted model about everything, and does not really pause."""
    asker = llm_asker(scripted.model_id, timeout=20)
    asker.pause = pauses.append
    return Judge(asker, Cascade(everything=True))
