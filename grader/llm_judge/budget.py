"""How much may be asked: requests, tokens or both."""

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """Limits, None where there is none, and what was spent of them."""

    requests: int | None = None
    tokens: int | None = None
    spent_requests: int = 0
    spent_tokens: int = 0

    def spend(self, tokens: int) -> None:
        """Note a request and the tokens it cost, both ways."""
        self.spent_requests += 1
        self.spent_tokens += tokens

    def already(self, requests: int, tokens: int) -> None:
        """Note what was spent before this program began."""
        self.spent_requests += requests
        self.spent_tokens += tokens

    @property
    def exhausted(self) -> str | None:
        """Which limit is reached, in words; None while one may ask."""
        if self.requests is not None and self.spent_requests >= self.requests:
            return f"the budget of {self.requests} requests is used up"
        if self.tokens is not None and self.spent_tokens >= self.tokens:
            return f"the budget of {self.tokens} tokens is used up"
        return None


def read_budget(text: str) -> Budget:
    """The budget that a text names: "200", "200 requests", "50000 tokens" or "200,50000tokens". Raises ValueError."""
    limits: dict[str, int] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d+)\s*(requests?|tokens?)?\s*", part)
        kind = "tokens" if match and (match[2] or "").startswith("token") else "requests"
        if not match or kind in limits:
            raise ValueError(f"{text!r} is no budget; write 200, 50000tokens or 200,50000tokens")
        limits[kind] = int(match[1])
    return Budget(**limits)
