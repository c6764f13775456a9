"""One request about one answer: the key points in an order drawn from a seed, a control among them."""

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.legible import legible
from grader.llm_judge.controls import control_for
from grader.llm_judge.prompt import INSTRUCTIONS, PROMPT_VERSION, data_block, schema_of
from rubric import Question
from rubric.identity import content_hash

NAME_BITS = 24


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, and the form that the reply is to have.

    `names` has the key point's id by the name that it has in the prompt; `control` is another name.
    key  SHA-256 of the model and all that is sent, 64 hex digits
    """

    system: str
    prompt: str
    schema: dict[str, Any]
    names: Mapping[str, str]
    control: str
    seed: int
    key: str


def request_for(model: str, question: Question, answer: str, asked: Sequence[str]) -> Request:
    """The request to a model about these key points: the same for the same content.

    Order, names and control are drawn from a hash of it, so that no writer of an answer can know them. The answer is
    sent as a reader sees it.
    """
    seed = _seed(question, answer, asked)
    chance = random.Random(seed)  # noqa: S311 - it hides nothing of worth; the same request must come out again
    nonce, control, *names = _names(chance, len(asked) + 2)
    points = dict(zip(names, asked, strict=True))
    read = legible(answer)
    statements = {name: question.key_point(id).text for name, id in points.items()}
    everything = " ".join([question.prompt, *(point.text for point in question.key_points), read])
    statements[control] = control_for(everything, seed)
    shuffled = chance.sample(sorted(statements), len(statements))
    prompt = data_block(question.prompt, {name: statements[name] for name in shuffled}, read, nonce)
    key = _hash(model, INSTRUCTIONS, prompt)
    return Request(INSTRUCTIONS, prompt, schema_of(shuffled), points, control, seed, key)


def _seed(question: Question, answer: str, asked: Sequence[str]) -> int:
    """Of 48 bits, so that JSON and SQLite hold it exactly."""
    return int(_hash(PROMPT_VERSION, content_hash(question), answer, *asked)[:12], 16)


def _names(chance: random.Random, count: int) -> list[str]:
    return [f"{number:06x}" for number in chance.sample(range(1 << NAME_BITS), count)]


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
