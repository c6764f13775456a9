"""Replies as they came, kept by the request they answer: what was paid for is not asked again."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from grader.llm_judge.request import Request


class Reply(Struct, frozen=True, kw_only=True):
    """What a model sent back: its words, what it calls itself, tokens as it counts them (if it does), seconds."""

    text: str
    resolved: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float = 0.0


class Replies(Protocol):
    """Where replies are kept; the judge knows the log only through this."""

    def of(self, request: Request) -> Sequence[Reply]:
        """What came to this request so far, in order."""
        ...

    def keep(self, request: Request, model: str, reply: Reply) -> None:
        """Keep a reply, so that it is safe when this returns."""
        ...


class RepliesInMemory:
    """Replies that are forgotten with the program."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Reply]] = defaultdict(list)

    def of(self, request: Request) -> Sequence[Reply]:
        """What came to this request so far, in order."""
        return self._kept[request.key]

    def keep(self, request: Request, model: str, reply: Reply) -> None:  # noqa: ARG002 - the log wants to know it
        """Keep a reply."""
        self._kept[request.key].append(reply)
