"""Question -> TOML, laid out to be edited by hand; `rubric.loading` reads it back equal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import Array, String

from rubric.identity import to_document
from rubric.model import Question

LONG = 80
"""A text longer than this stands on lines of its own in a list."""

_PARTS = ("key_points", "groups", "misconceptions", "dated")
_TO_FILL = ("wordings", "counter_statements")
"""Lists that are written even when they are empty, for somebody to fill."""


def to_toml(question: Question, notes: Mapping[str, Sequence[str]] | None = None) -> str:
    """The rubric's file. `notes` become comments: at a key point by its id, at the top under ""."""
    notes = notes or {}
    document = to_document(question)
    parts = {name: document.pop(name) for name in _PARTS}
    tables = [_part(name, member, notes.get(member.get("id", ""), ())) for name in _PARTS for member in parts[name]]
    return "\n".join([_fields(document, notes.get("", ())), *tables])


def _part(name: str, member: Mapping[str, Any], notes: Iterable[str]) -> str:
    """One [[table]] of the file; they stand one by one, for tomlkit sets no blank lines between them."""
    return f"[[{name}]]\n{_fields(member, notes)}"


def _fields(fields: Mapping[str, Any], notes: Iterable[str]) -> str:
    """Comments, then a line or list per field; what is empty is left out unless somebody should fill it."""
    written = tomlkit.document()
    for note in notes:
        written.add(tomlkit.comment(_line(note)))
    for key, value in fields.items():
        if value not in (None, (), []) or key in _TO_FILL:
            written.add(key, _value(value))
    return tomlkit.dumps(written)


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return _list(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return _text(value) if isinstance(value, str) else value


def _list(values: Sequence[str]) -> Array:
    items = tomlkit.array()
    items.extend(_text(value) for value in values)
    return items.multiline(multiline=any(len(value) > LONG or "\n" in value for value in values))


def _text(text: str) -> String:
    """A string on one line, or as it was typed when it has lines."""
    return tomlkit.string(text, multiline="\n" in text and "\r" not in text)


def _line(note: str) -> str:
    return "".join(character for character in " ".join(note.split()) if character.isprintable())
