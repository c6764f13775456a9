"""A language model that says what a test tells it to, registered with llm as a plugin is."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import llm

from grader.llm_judge.controls import CONTROLS

Script = Callable[["Sent"], str]


@dataclass(frozen=True)
class Sent:
    """What the model was sent: the whole texts, and the data in the block."""

    system: str
    prompt: str
    schema: dict[str, Any] | None
    question: str
    statements: dict[str, str]
    answer: str

    @property
    def control(self) -> str:
        return next(id for id, text in self.statements.items() if text in CONTROLS)


class ScriptedModel(llm.Model):
    """Replies with what the script makes of a request; a script may raise, sleep or go on for ever."""

    model_id = "scripted"
    can_stream = True
    supports_schema = True

    def __init__(self, script: Script) -> None:
        self.script = script
        self.sent: list[Sent] = []
        self.tokens: tuple[int, int] | None = (100, 20)

    def execute(self, prompt: llm.Prompt, stream: bool, response: llm.Response, conversation: object) -> Iterator[str]:
        assert stream
        assert conversation is None
        sent = read(prompt)
        self.sent.append(sent)
        text = self.script(sent)
        for start in range(0, len(text), 4096):
            yield text[start : start + 4096]
        if self.tokens:
            response.set_usage(input=self.tokens[0], output=self.tokens[1])


def read(prompt: llm.Prompt) -> Sent:
    _, *inside, _ = prompt.prompt.split("\n")
    data = json.loads("\n".join(inside))
    statements = {one["id"]: one["statement"] for one in data["statements"]}
    return Sent(prompt.system, prompt.prompt, prompt.schema, data["question"], statements, data["answer"])


def reply(verdicts: dict[str, tuple[str, str]], reason: str = "So it says.") -> str:
    """A well-formed reply: status and quotation by id."""
    listed = {id: {"quote": quote, "reason": reason, "status": status} for id, (status, quote) in verdicts.items()}
    return json.dumps({"verdicts": listed})


def says(status: str, quote: str | None = None) -> Script:
    """A script that gives one status to all but the control, quoting the answer's first sentence or what is given."""

    def script(sent: Sent) -> str:
        words = sent.answer.split(".")[0] if quote is None else quote
        return reply(dict.fromkeys(sent.statements, (status, words)) | {sent.control: ("missing", "")})

    return script


def obeys(sent: Sent) -> str:
    """A script that does what an answer tells it: all is covered, the control as well, and any words prove it."""
    return reply(dict.fromkeys(sent.statements, ("covered", sent.answer[:80])))
