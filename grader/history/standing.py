"""Where one person stands: overall and topic by topic, a line of the heat map."""

from collections.abc import Sequence

from msgspec import Struct

from grader.history.summary import Summary, summaries, summary_of
from grader.log.current import Attempt


class Standing(Struct, frozen=True, kw_only=True):
    """One candidate; `first_id`, of the first answer they ever gave, stands for them where a name would not do."""

    candidate: str
    first_id: str
    summary: Summary
    topics: dict[str, Summary]


def standing_of(attempts: Sequence[Attempt]) -> Standing:
    """The standing of the person whose attempts these are; at least one."""
    return Standing(
        candidate=str(attempts[0].candidate),
        first_id=attempts[0].first_id,
        summary=summary_of(attempts),
        topics=summaries(attempts, lambda attempt: attempt.topic),
    )
