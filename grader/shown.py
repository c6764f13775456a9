"""How texts, times and changes are shown to people, whatever shows them."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
UNDEFINED = "\u2013"
"""Stands where a number would be that there is none of."""

_OTHERS = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]")


def visible(text: str) -> str:
    r"""The text with control characters escaped: ESC is \x1b, and what would turn the direction of text is \u202e.

    So are marks that nobody sees (a byte order mark, annotations) and the two code points that are no characters,
    which XML cannot hold.

    Newlines and tabs stay, and the two characters that end a line on Windows are one newline. Arabic and Hebrew stay
    as they are, for they need no such character.
    """
    plain = _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text.replace("\r\n", "\n"))
    return plain if plain.isascii() else _OTHERS.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def to_the_minute(created: str) -> str:
    """A time of the log as people read it: 2026-11-22T12:00:00+00:00 is 2026-11-22 12:00."""
    return created[:16].replace("T", " ")


def short_id(id: str) -> str:
    """The beginning of a grade's id: commands take it for the whole."""
    return id[:8]


def signed(change: float | None) -> str | None:
    """A change of a percentage, with its sign; None for none."""
    return None if change is None else f"{round(change):+d}"


def count(number: int, thing: str) -> str:
    """So many things: 1 answer, 2 answers."""
    return f"{number:,} {thing}{'s' * (number != 1)}"
