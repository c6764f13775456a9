"""What plugins raise -> what went wrong, in words, and whether it is likely to go on."""

from collections.abc import Iterator
from typing import Any

BUSY = (429, 503, 529)
"""HTTP statuses of a model that has too much to do."""

OF_THE_REQUEST = (400, 413, 422)
"""HTTP statuses of a request that the model cannot take: the next one may be another matter."""

LONGEST = 200


class AskFailed(Exception):  # noqa: N818 - a finding that becomes a part of the grade
    """There is no reply, for this reason.

    lasting  it would most likely happen to the next request, too
    pause    seconds to wait before asking again, 0 where nobody knows; None where asking again is in vain
    """

    def __init__(self, reason: str, *, lasting: bool = False, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting
        self.pause = pause


def trouble(error: BaseException) -> tuple[str, bool]:
    """The reason in one line, and whether it is lasting."""
    told = " ".join(str(error).split()) or "no reason was given"
    reason = f"{type(error).__name__}: {told}"
    of_the_request = _status(error) in OF_THE_REQUEST or "context" in told.lower()
    return reason if len(reason) <= LONGEST else reason[: LONGEST - 1] + "\u2026", not of_the_request


def is_busy(error: BaseException) -> bool:
    """Whether the model has too much to do, by the HTTP status or by what the error is called."""
    return _status(error) in BUSY or any("ratelimit" in type(one).__name__.lower() for one in _chain(error))


def wanted_pause(error: BaseException) -> float:
    """The seconds that the model asks to be left alone for (Retry-After); 0 if it does not say."""
    for one in _chain(error):
        headers = getattr(getattr(one, "response", None), "headers", None)
        try:
            return max(float(headers["retry-after"]), 0.0)  # type: ignore[index]  # whatever a plugin hangs there
        except (TypeError, KeyError, ValueError):
            continue
    return 0.0


def _status(error: BaseException) -> int | None:
    for one in _chain(error):
        places: tuple[Any, ...] = (one, getattr(one, "response", None))
        for place in places:
            status = getattr(place, "status_code", None)
            if isinstance(status, int):
                return status
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what caused it."""
    while error is not None:
        yield error
        error = error.__cause__
