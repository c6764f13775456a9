"""Ctrl-C, and a request to end: the first finishes what is in flight, the second stops at once."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SIGNALLED = 128
"""Shells add the number of the signal to this, for the exit code of what it ended."""

_SHOW_CURSOR = b"\x1b[?25h"


@dataclass(slots=True)
class Stop:
    """Whether to stop, and by which signal."""

    signal: int = 0

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.signal != 0

    @property
    def exit_code(self) -> int:
        """The exit code of a program that the signal ended."""
        return SIGNALLED + self.signal


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Let the block find out that it is to stop; a second signal ends the program where it is."""
    stop = Stop()

    def handle(number: int, _frame: FrameType | None) -> None:
        # os.write, for a handler may come in the middle of a print; os._exit, for threads at work would be waited for.
        # All that was reported is in the log and the outputs, which are never left half written for longer than a line.
        if stop.signal:
            _tell(_SHOW_CURSOR * os.isatty(2) + b"\nStopped.\n")
            os._exit(SIGNALLED + number)
        stop.signal = number
        _tell(b"\nFinishing the rows in flight. Once more (Ctrl-C) stops at once.\n")

    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield stop
        return
    before = {number: signal.signal(number, handle) for number in SIGNALS}
    try:
        yield stop
    finally:
        if not stop.signal:  # one that is stopping goes on to do so at the second signal
            for number, handler in before.items():
                signal.signal(number, handler)


def _tell(words: bytes) -> None:
    with suppress(OSError):  # nobody may be listening any more
        os.write(2, words)
