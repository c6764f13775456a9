"""A document as one HTML file: no script, nothing fetched, every text escaped."""

from typing import Any

from grader.extras import from_extra
from grader.reporting.document import Document, Said
from grader.shown import visible


def as_html(document: Document) -> str:
    """The page. Raises ExtraError when Jinja2 is not installed."""
    with from_extra("report", "a report"):
        import jinja2
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.reporting"),
        autoescape=True,
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = _drawing
    return environment.get_template("report.html.jinja").render(document=document)


def _shown(value: Any) -> Any:
    """What a template writes: text as it can be shown."""
    if isinstance(value, Said):
        value = value.text
    return visible(value) if type(value) is str else value


def _drawing(svg: str) -> Any:
    """A chart of ours, the one thing that is markup already."""
    from markupsafe import Markup

    return Markup(svg)  # noqa: S704 - drawn by vl-convert, which escapes what it writes
