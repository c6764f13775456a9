"""Numbers and texts as the pages show them; what others wrote is shown as it is, and steers nothing."""

import re

LONGEST = 60
"""Characters of a name or a quotation in a table."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, and those that turn the direction of the text around them."""


def shown(text: object) -> str:
    r"""The text with its steering characters escaped: ESC is \x1b, a right-to-left override \u202e."""
    return _STEERING.sub(_escaped, str(text).replace("\r\n", "\n"))


def short(text: object, longest: int = LONGEST) -> str:
    """The same on one line, cut where it is too long for a table."""
    line = " ".join(str(text)[: 4 * longest].split())
    return shown(line if len(line) <= longest else line[: longest - 1].rstrip() + "\u2026")


def percent(value: float | None) -> str:
    """A percentage without decimals, as the commands print it; a dash for none."""
    return "\u2013" if value is None else f"{value:.0f}%"


def signed(change: float | None) -> str:
    """A change of a percentage, with its sign; a dash for none."""
    return "\u2013" if change is None else f"{round(change):+d}"


def points(value: float | None) -> str:
    """Points without needless decimals; a dash for none."""
    return "\u2013" if value is None else f"{value:g}"


def earned(value: float) -> str:
    """Points, with the word."""
    return f"{value:g} point{'s' * (value != 1)}"


def minute(created: str) -> str:
    """A time of the log to the minute."""
    return created[:16].replace("T", " ")


def counted(number: int, thing: str) -> str:
    """A number and what it counts."""
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - the last of one byte
