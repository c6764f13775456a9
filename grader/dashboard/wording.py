"""Numbers and texts as the pages show them; `grader.shown` has what the commands share with them."""

from grader import shown as shared

LONGEST = 60
"""Characters of a name or a quotation in a table."""


def shown(text: object) -> str:
    """The text as it can be shown, see `grader.shown.visible`."""
    return shared.visible(str(text))


def short(text: object, longest: int = LONGEST) -> str:
    """The same on one line, cut where it is too long for a table."""
    line = " ".join(str(text)[: 4 * longest].split())
    return shown(line if len(line) <= longest else line[: longest - 1].rstrip() + "\u2026")


def percent(value: float | None) -> str:
    """A percentage without decimals, as the commands print it; a dash for none."""
    return shared.UNDEFINED if value is None else f"{value:.0f}%"


def signed(change: float | None) -> str:
    """A change of a percentage, with its sign; a dash for none."""
    return shared.signed(change) or shared.UNDEFINED


def points(value: float | None) -> str:
    """Points without needless decimals; a dash for none."""
    return shared.UNDEFINED if value is None else f"{value:g}"


def earned(value: float) -> str:
    """Points, with the word."""
    return f"{value:g} point{'s' * (value != 1)}"
