"""Templates -> pages. What is put in is escaped, and a name that a template misspells is an error."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.conditions import MEANING
from grader.dashboard import wording
from grader.scoring import BANDS, band
from grader.shown import count, to_the_minute

_ENVIRONMENT = Environment(
    loader=PackageLoader("grader.dashboard"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    name: getattr(wording, name) for name in ("shown", "short", "percent", "signed", "points", "earned")
}
_ENVIRONMENT.filters |= {"minute": to_the_minute, "counted": count}
_ENVIRONMENT.filters["band"] = band
_ENVIRONMENT.globals |= {"BANDS": BANDS, "MEANING": MEANING}


def render(template: str, **context: Any) -> str:
    """The page that a template makes of its context."""
    return _ENVIRONMENT.get_template(template).render(context)
