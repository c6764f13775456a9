"""Which judge was asked for, and in which way: what a batch keeps, to go on with the same one."""

from msgspec import Struct


class JudgeChoice(Struct, frozen=True, kw_only=True):
    """A model by the name that llm knows it by, what it is asked about, and how much of its time may be used.

    low, high   the first pass's coverage within which it is asked; with `everything`, whatever the coverage
    budget      as it was written, None for no limit; `timeout` in seconds, for one request
    options     of the model, by name
    """

    model: str
    low: float
    high: float
    everything: bool = False
    budget: str | None = None
    timeout: float = 60.0
    options: dict[str, str] = {}
