"""What is on record of a request to a judge, apart from its verdicts."""

from msgspec import Struct


class Judged(Struct, frozen=True, kw_only=True):
    """A request about one answer, and what came of it.

    model           the id by which the llm library knows it; `resolved` is what it called itself, if it did
    prompt_version  of the instructions, the form of the data and the rules for replies
    request         SHA-256 of all that was sent, 64 hex digits; empty if nothing was
    seed            from which the order of the key points was drawn
    asked           ids of key points, in the rubric's order
    discarded       ids of those whose verdict had no quotation that stands in the answer
    failure         why there is no verdict at all, in words; None if there are, or if nothing was asked
    requests        sent or, if they had been sent before, remembered; a malformed reply is asked for once more
    input_tokens, output_tokens  as the model counts them, None if it does not; seconds it took
    """

    model: str
    prompt_version: str
    resolved: str | None = None
    request: str = ""
    seed: int = 0
    asked: tuple[str, ...] = ()
    discarded: tuple[str, ...] = ()
    failure: str | None = None
    requests: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float = 0.0
