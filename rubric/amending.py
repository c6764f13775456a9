"""Statements put into a rubric, and taken out again: in memory, and in a TOML file whose layout and comments stay."""

from collections.abc import Mapping
from typing import Any

import tomlkit
from msgspec import Struct, structs

from rubric.model import KeyPoint, Question


class Statements(Struct, frozen=True, kw_only=True):
    """What says a key point, and what has it the wrong way round."""

    wordings: tuple[str, ...] = ()
    counter_statements: tuple[str, ...] = ()


Amendments = Mapping[str, Statements]
"""Statements by the id of their key point."""


def amended(question: Question, further: Amendments) -> Question:
    """The question with further statements behind those that it has."""
    points = tuple(_amended(point, further.get(point.id, Statements())) for point in question.key_points)
    return structs.replace(question, key_points=points)


def put_in(toml: str, further: Amendments) -> str:
    """The file's text with further statements at the end of each key point's lists."""
    document = tomlkit.parse(toml)
    for point in document["key_points"]:
        for name, texts in _lists(further, point["id"]):
            if texts:
                point.setdefault(name, tomlkit.array().multiline(multiline=True)).extend(texts)
    return tomlkit.dumps(document)


def taken_out(toml: str, further: Amendments) -> str:
    """The file's text without those statements; whatever else was edited since they were put in stays."""
    document = tomlkit.parse(toml)
    for point in document["key_points"]:
        for name, texts in _lists(further, point["id"]):
            for text in texts:
                if text in point.get(name, ()):
                    point[name].remove(text)
    return tomlkit.dumps(document)


def _amended(point: KeyPoint, further: Statements) -> KeyPoint:
    return structs.replace(
        point,
        wordings=(*point.wordings, *further.wordings),
        counter_statements=(*point.counter_statements, *further.counter_statements),
    )


def _lists(further: Amendments, id: str) -> list[tuple[str, tuple[str, ...]]]:
    parts: dict[str, Any] = structs.asdict(further.get(id, Statements()))
    return list(parts.items())
