"""A document as PDF, set by typst: what people wrote reaches it as data, never as its markup."""

import json
import re
from datetime import datetime
from importlib.resources import files
from typing import Any

import msgspec

from grader.extras import from_extra
from grader.reporting.document import Document
from grader.shown import visible

UNBROKEN = 40
"""A longer word may be broken after so many characters, for it may not fit into a line."""

_LONG = re.compile(rf"\S{{{UNBROKEN}}}")
_BREAK = "\u200b"


def as_pdf(document: Document, created: str) -> bytes:
    """The file, the same for the same document. Raises ExtraError when typst is not installed."""
    with from_extra("report", "a report as PDF"):
        import typst
    template = files("grader.reporting").joinpath("templates/report.typ").read_bytes()
    inputs = {"document": json.dumps(_shown(msgspec.to_builtins(document))), "window": visible(document.window)}
    made = typst.compile(template, sys_inputs=inputs, timestamp=datetime.fromisoformat(created))
    assert isinstance(made, bytes)
    return made


def _shown(value: Any, name: str = "") -> Any:
    """The data with every text as it can be shown; a chart stays as it was drawn."""
    if isinstance(value, dict):
        return {key: _shown(one, key) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    if isinstance(value, str) and name != "svg":
        return _LONG.sub(lambda word: word[0] + _BREAK, visible(value))
    return value
