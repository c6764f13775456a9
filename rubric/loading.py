"""TOML -> Question. Every RubricError names the file, the key, what is wrong and what to do."""

import difflib
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from rubric.errors import RubricError
from rubric.model import Dated, Group, KeyPoint, Misconception, Question

_KEYS = sorted({name for part in (Question, KeyPoint, Group, Misconception, Dated) for name in part.__struct_fields__})

MOST_BYTES = 4_000_000
"""A hundred times what the longest rubric of the bank takes."""


def load_file(path: Path) -> Question:
    """The question in one TOML file.

    Raises RubricError when the file cannot be read, is not TOML or breaks a rule of the rubric language.
    """
    try:
        document = tomllib.loads(_text(path))
    except OSError as error:
        raise RubricError(str(path), "", f"cannot be read ({error.strerror})", "check the path") from error
    except UnicodeDecodeError as error:
        raise RubricError(str(path), "", f"is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise RubricError(str(path), "", f"is not valid TOML: {error}", "mend the line it names") from error
    except RecursionError as error:
        raise RubricError(str(path), "", "is nested too deeply", "docs/rubrics.md shows the form") from error
    except ValueError as error:  # the one thing that tomllib passes on
        raise RubricError(str(path), "", "holds a number of too many digits", "write a smaller number") from error
    question = parse(document, source=str(path))
    if question.id != path.stem:
        raise RubricError(
            str(path), "id", f"is {question.id!r} but the file is named {path.name}", "give both the same name"
        )
    return question


def _text(path: Path) -> str:
    """The file's text. Raises RubricError for one that is too large to be a rubric, and OSError."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise RubricError(str(path), "", f"has more than {MOST_BYTES:,} bytes", "give each question a file of its own")
    with io.TextIOWrapper(io.BytesIO(data), "utf-8-sig") as text:  # some editors write a mark
        return text.read()


def load_files(paths: Iterable[Path]) -> list[Question]:
    """The questions of several files and directories (every *.toml in them), by number, then id.

    Raises RubricError for the first file that does not load, and for two files with the same id or number.
    """
    found: dict[object, Path] = {}
    questions = []
    for path in _expanded(paths):
        question = load_file(path)
        for key, value in (("id", question.id), ("number", question.number)):
            if value in found:
                raise RubricError(str(path), key, f"{value!r} is also in {found[value]}", "change one of them")
            if value is not None:
                found[value] = path
        questions.append(question)
    return sorted(questions, key=lambda question: (question.number or 10**6, question.id))


def file_of(id: str, paths: Iterable[Path]) -> Path | None:
    """The file, among these and in these directories, that holds the rubric of that id: it is named after it."""
    return next((path for path in _expanded(paths) if path.stem == id), None)


def parse(document: dict[str, Any], source: str) -> Question:
    """A question from the parsed document; `source` is how messages call it. Raises RubricError."""
    try:
        question = msgspec.convert(document, Question)
    except msgspec.ValidationError as error:
        raise _explained(source, str(error)) from error
    _check_unique(source, "key_points", [point.id for point in question.key_points])
    _check_unique(source, "misconceptions", [wrong.id for wrong in question.misconceptions])
    _check_groups(source, question)
    return question


def _expanded(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside:
            raise RubricError(str(path), "", "holds no rubric", "put one TOML file per question there")
        files += inside
    return files


def _explained(source: str, message: str) -> RubricError:
    """Msgspec's message, with its path written as a person would and a remedy."""
    problem, _, at = message.partition(" - at `$")
    key = at.rstrip("`").lstrip(".").replace("[...]", "")
    unknown = re.search(r"unknown field `(.+)`", problem)
    missing = re.search(r"missing required field `(\w+)`", problem)
    if unknown:
        near = difflib.get_close_matches(unknown[1], _KEYS, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else "remove it or see docs/rubrics.md for the keys there are"
        return RubricError(source, key or unknown[1], f"unknown key {unknown[1]!r}", remedy)
    if missing:
        return RubricError(
            source, key or missing[1], f"key {missing[1]!r} is missing", "add it; docs/rubrics.md shows how"
        )
    return RubricError(source, key, problem[0].lower() + problem[1:], "docs/rubrics.md shows the form")


def _check_unique(source: str, key: str, ids: list[str]) -> None:
    for name, count in Counter(ids).items():
        if count > 1:
            raise RubricError(source, key, f"id {name!r} is used {count} times", "give each its own id")


def _check_groups(source: str, question: Question) -> None:
    weights = {point.id: point.weight for point in question.key_points}
    _check_unique(source, "groups", [member for group in question.groups for member in group.key_points])
    for index, group in enumerate(question.groups):
        key = f"groups[{index}]"
        for member in group.key_points:
            if member not in weights:
                raise RubricError(
                    source, key, f"no key point has the id {member!r}", f"use one of {', '.join(weights)}"
                )
        if group.pick >= len(group.key_points):
            raise RubricError(
                source,
                key,
                f"picks {group.pick} of {len(group.key_points)} key points",
                "pick fewer, or drop the group",
            )
        if len({weights[member] for member in group.key_points}) > 1:
            raise RubricError(source, key, "its key points differ in weight", "give them all the same weight")
