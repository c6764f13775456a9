"""Which columns of a table hold the fields of a row, and what is wrong with a header."""

from collections.abc import Iterable, Sequence

from grader.answers.rows import FIELDS, Source
from grader.errors import AnswerFileError


def column(source: Source, field: str, names: Iterable[str]) -> str | None:
    """The name of the column that holds a field: the mapped one, or the first known name; None without one."""
    if source.columns and field in source.columns:
        return source.columns[field] if source.columns[field] in names else None
    by_name = {_plain(name): name for name in reversed(list(names))}
    return next((by_name[name] for name in FIELDS[field] if name in by_name), None)


def is_complete(source: Source, header: Sequence[str]) -> bool:
    """Does the header have every column that is mapped or that every row needs?"""
    mapped = (source.columns or {}).values()
    return all(name in header for name in mapped) and not any(_missing(source, header))


def check_header(source: Source, header: Sequence[str], place: str = "") -> None:
    """Raises AnswerFileError unless every column that is needed is there, and each field's only once.

    `place` says where in the file the header was looked for.
    """
    if not any(header):
        raise AnswerFileError(f"{source.path}{place} is empty", "give it a header line and one row per answer")
    _check_mapped(source, header)
    _check_needed(source, header)
    for field in FIELDS:
        _check_single(source, field, _rivals(source, field, header))
    for name in source.single:
        _check_single(source, name, [other for other in header if _plain(other) == name])


def _check_mapped(source: Source, header: Sequence[str]) -> None:
    """Raises AnswerFileError unless every column that a field is mapped to is there."""
    for field, name in (source.columns or {}).items():
        if name not in header:
            raise AnswerFileError(
                f"{source.path} has no column {name!r} for {field}", f"its columns are {', '.join(map(repr, header))}"
            )


def _check_needed(source: Source, header: Sequence[str]) -> None:
    """Raises AnswerFileError unless there is a column for all that every row needs."""
    for field in _missing(source, header):
        raise AnswerFileError(
            f"{source.path} has no column for the {field.removesuffix('_id')} (columns: {', '.join(header)})",
            f"name the column, as in --map {field}=COLUMN" + (" or give --question ID" if field != "answer" else ""),
        )


def _missing(source: Source, header: Sequence[str]) -> list[str]:
    """The fields that every row needs and no column has."""
    needed = ["answer"] if source.question_id else ["answer", "question_id"]
    return [field for field in needed if column(source, field, header) is None]


def _rivals(source: Source, field: str, header: Sequence[str]) -> list[str]:
    """The columns that a field could be read from under the name it is found by; more than one is too many."""
    found = column(source, field, header)
    if found is None or field in (source.columns or {}):
        return [name for name in header if name == found]
    return [name for name in header if _plain(name) == _plain(found)]


def _check_single(source: Source, field: str, names: Sequence[str]) -> None:
    """Raises AnswerFileError when several columns have a name that the field is found under."""
    if len(names) > 1:
        raise AnswerFileError(
            f"{source.path} has several columns for the {field.removesuffix('_id')}: {', '.join(map(repr, names))}",
            "rename or remove all but one of them",
        )


def _plain(name: str) -> str:
    """A column's name as it is looked for."""
    return name.strip().lower()
