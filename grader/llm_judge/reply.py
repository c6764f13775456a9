"""A judge's reply, taken only in the form that was asked for."""

import re
from collections.abc import Collection

import msgspec
from msgspec import Struct

from grader.coverage import Status

_FENCED = re.compile(r"\A```(?:json)?\s*(.*?)\s*```\Z", re.DOTALL)


class MalformedReply(Exception):  # noqa: N818 - it says what came, which is no error of ours
    """The reply is not of the form; the message says in which way."""


class Said(Struct, frozen=True, kw_only=True):
    """One verdict as the judge wrote it."""

    quote: str
    reason: str
    status: Status


class _Reply(Struct, frozen=True):
    verdicts: dict[str, Said]


def read_reply(text: str, names: Collection[str]) -> dict[str, Said]:
    """The verdicts by name: exactly one on each. Raises MalformedReply.

    A fence around the JSON is taken off; any other word beside it makes the reply malformed.
    """
    bare = text.strip()
    if not bare:
        raise MalformedReply("it is empty")
    if fenced := _FENCED.match(bare):
        bare = fenced[1]
    try:
        said = msgspec.json.decode(bare.encode(errors="replace"), type=_Reply).verdicts
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedReply(f"it is not the JSON that was asked for ({error})") from error
    if set(said) != set(names):
        raise MalformedReply("it does not give one verdict on each statement")
    return said
