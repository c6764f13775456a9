"""Which answer should a person look at next?"""

import random
from collections.abc import Iterable

from grader.log.current import Attempt


def queue_of(
    attempts: Iterable[Attempt], *, everything: bool = False, chance: random.Random | None = None
) -> list[Attempt]:
    """Answers that need a person, the least certain (widest interval) first, or in random order.

    `everything` adds all others that nobody has reviewed: only a random sample of all answers says how well the
    machine does on all.
    """
    waiting = [attempt for attempt in attempts if attempt.needs_review or (everything and not attempt.review_id)]
    if chance is not None:
        return chance.sample(waiting, len(waiting))
    return sorted(waiting, key=lambda attempt: attempt.low - attempt.high)
