"""A document as Markdown: every text escaped, so that none of it is markup to whoever renders it."""

import re
from itertools import pairwise
from typing import Any

from grader.extras import from_extra
from grader.reporting.document import Document, Line
from grader.shown import visible

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&@]|(?<=www)\.|:(?=//))")
_BLOCKS = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([-+=.)])", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def as_markdown(document: Document) -> str:
    """The text, in CommonMark with tables. Raises ExtraError when Jinja2 is not installed."""
    with from_extra("report", "a report"):
        import jinja2
    environment = jinja2.Environment(  # noqa: S701 - Markdown has an escaping of its own, below
        loader=jinja2.PackageLoader("grader.reporting"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline": _inline, "line": _line, "quoted": _quoted}
    return environment.get_template("report.md.jinja").render(document=document)


def escaped(text: str) -> str:
    """Text of one line or many in which no character is markup; indentation is kept by no-break spaces."""
    plain = _BLOCKS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", visible(text)))
    return _INDENT.sub(lambda found: "\u00a0" * len(found[0].expandtabs(4)), plain)


def _inline(text: Any) -> str:
    """Text within a line or a cell of a table."""
    return " ".join(escaped(str(text)).split("\n"))


def _line(parts: Line) -> str:
    return _inline("".join(part if isinstance(part, str) else part.text for part in parts))


def _quoted(text: str) -> str:
    """Text of many lines as a quotation, its lines kept: a backslash breaks a line that another one follows."""
    lines = escaped(text).split("\n")
    breaks = [bool(line and after) for line, after in pairwise([*lines, ""])]
    return "\n".join("> " + line + "\\" * broken for line, broken in zip(lines, breaks, strict=True))
