"""What a judge has done so far in this program."""

from collections import Counter
from dataclasses import dataclass, field

from grader.judged import Judged


@dataclass(slots=True)
class Tally:
    """Key points there were, those asked about, requests sent, tokens and seconds they took, and what came to nothing.

    discarded  verdicts that quoted what does not stand in the answer
    failures   answers without a verdict, by the reason
    """

    key_points: int = 0
    asked: int = 0
    requests: int = 0
    tokens: int = 0
    seconds: float = 0.0
    discarded: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    def sent(self, tokens: int = 0, seconds: float = 0.0) -> None:
        """Note a request, and what its reply cost if there was one."""
        self.requests += 1
        self.tokens += tokens
        self.seconds += seconds

    def add(self, judged: Judged, key_points: int) -> None:
        """Note an answer with so many key points, and what it was asked about."""
        self.key_points += key_points
        self.asked += len(judged.asked)
        self.discarded += len(judged.discarded)
        if judged.failure:
            self.failures[judged.failure] += 1
