"""A report as the bytes of a file, of the kind that the ending of its name says."""

import json
from collections.abc import Callable
from typing import Any

import msgspec

from grader.reporting.composing import document_of
from grader.reporting.report import SCHEMA_VERSION, Report


def as_bytes(report: Report, ending: str) -> bytes:
    """The whole file. Raises ExtraError when what makes it is not installed."""
    return _FORMS[ending](report)


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data, with the version of its form."""
    return {"schema_version": SCHEMA_VERSION, **msgspec.to_builtins(report)}


def _html(report: Report) -> bytes:
    from grader.reporting.html import as_html

    return as_html(document_of(report)).encode()


def _pdf(report: Report) -> bytes:
    from grader.reporting.pdf import as_pdf

    return as_pdf(document_of(report), report.created)


def _markdown(report: Report) -> bytes:
    from grader.reporting.markdown import as_markdown

    return as_markdown(document_of(report)).encode()


def _json(report: Report) -> bytes:
    return (json.dumps(as_data(report), indent=2, ensure_ascii=False) + "\n").encode()


_FORMS: dict[str, Callable[[Report], bytes]] = {
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".md": _markdown,
    ".json": _json,
}
