"""The one place that asks a model: through the llm library, with a deadline, a limit of length, and patience.

What goes wrong comes out as AskFailed, whatever the plugin raised: it is a reason in words, never the end of a batch.
"""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from grader.errors import JudgeError
from grader.extras import from_extra
from grader.llm_judge.replies import Reply
from grader.llm_judge.request import Request
from grader.llm_judge.troubles import AskFailed, is_busy, trouble, wanted_pause

LONGEST_REPLY = 65_536
"""Characters. No form filled in for forty key points is as long; a model that goes on is stopped."""

PAUSES = (1.0, 4.0, 15.0)
"""Seconds before asking again a model that is too busy, unless it names a pause itself."""

LONGEST_PAUSE = 60.0


class Asker(Protocol):
    """A model that can be asked; the judge knows models only through this."""

    @property
    def model(self) -> str:
        """The model's id."""
        ...

    @property
    def identity(self) -> str:
        """The model and the options that it is asked with."""
        ...

    def ask(self, request: Request) -> Reply:
        """The model's reply. Raises AskFailed."""
        ...


@dataclass(slots=True)
class LlmAsker:
    """A model of the llm library. `timeout` is in seconds, for one request; `pause` waits so many seconds."""

    model: str
    asked: Any
    timeout: float
    options: Mapping[str, Any]
    pause: Callable[[float], None] = time.sleep
    _late: threading.Thread | None = None

    @property
    def identity(self) -> str:
        """The model and the options that it is asked with."""
        return " ".join([self.model, *(f"{name}={value}" for name, value in sorted(self.options.items()))])

    def ask(self, request: Request) -> Reply:
        """The model's reply; one that is too busy is asked again after a while. Raises AskFailed."""
        for wait in (*PAUSES, None):
            try:
                return self._ask_once(request)
            except AskFailed as failed:
                if wait is None or failed.pause is None:
                    raise
                self.pause(min(failed.pause or wait, LONGEST_PAUSE))
        raise AssertionError

    def _ask_once(self, request: Request) -> Reply:
        """Let another thread wait for the model, for not every plugin can be told when to give up."""
        if self._late and self._late.is_alive():  # it may be of a kind that cannot do two things at once
            raise AskFailed("the model is still at work on a request that timed out", lasting=True)
        done: queue.Queue[Reply | Exception] = queue.Queue()
        deadline = time.monotonic() + self.timeout
        thread = threading.Thread(target=self._work, args=(request, deadline, done), daemon=True)
        thread.start()
        try:
            result = done.get(timeout=self.timeout)
        except queue.Empty:
            self._late = thread
            raise AskFailed(f"no reply within {self.timeout:g} seconds", lasting=True) from None
        if isinstance(result, Exception):
            raise _as_failed(result) from result
        return result

    def _work(self, request: Request, deadline: float, done: "queue.Queue[Reply | Exception]") -> None:
        try:
            done.put(self._read(request, deadline))
        except Exception as error:  # noqa: BLE001 - plugins raise what they like; it is told as the reason
            done.put(error)

    def _read(self, request: Request, deadline: float) -> Reply:
        started = time.monotonic()
        response = self.asked.prompt(
            request.prompt,
            system=request.system,
            schema=request.schema if self.asked.supports_schema else None,
            stream=self.asked.can_stream,
            options=dict(self.options),
        )
        text = _text(response, deadline)
        usage = response.usage()
        return Reply(
            text=text,
            resolved=response.resolved_model,
            input_tokens=usage.input,
            output_tokens=usage.output,
            seconds=round(time.monotonic() - started, 2),
        )


def llm_asker(name: str, timeout: float, options: Mapping[str, Any] | None = None) -> LlmAsker:
    """A model by a name that llm knows.

    Raises JudgeError, saying what to do, when it cannot be had, and ExtraError when llm is not installed.
    """
    with from_extra("judge", "a judge"):
        import llm
    try:
        model = llm.get_model(name)
        model.get_key()
        model.Options(**(options or {}))
    except llm.UnknownModelError as error:
        raise JudgeError(f"llm knows no model {name!r}", "'llm models' lists them; plugins add more") from error
    except llm.NeedsKeyException as error:
        raise JudgeError(
            f"the judge {model.model_id} cannot be asked: {error}", "the key stays in llm's store"
        ) from error
    except ValueError as error:
        raise JudgeError(f"the judge {model.model_id} takes no such options: {' '.join(str(error).split())}",
                         f"'llm models --options -m {model.model_id}' lists them") from error  # fmt: skip
    return LlmAsker(model.model_id, model, timeout, options or {})


def _text(response: Any, deadline: float) -> str:
    """The reply as it comes. Raises AskFailed for one that does not end."""
    pieces, length = [], 0
    for piece in response:
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_REPLY:
            raise AskFailed(f"the reply was longer than {LONGEST_REPLY:,} characters")
        if time.monotonic() > deadline:
            break  # nobody waits any more
    return "".join(pieces)


def _as_failed(error: Exception) -> AskFailed:
    if isinstance(error, AskFailed):
        return error
    reason, lasting = trouble(error)
    return AskFailed(reason, lasting=lasting, pause=wanted_pause(error) if is_busy(error) else None)
