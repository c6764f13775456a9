"""Candidates and groups as people name them: an unknown one is an error with the nearest names."""

from collections.abc import Collection

from sqlite_utils import Database

from grader.errors import UnknownCandidateError, UnknownGroupError
from grader.log.groups import members


def check_candidate(log: Database, candidate: str) -> None:
    """Raises UnknownCandidateError when nobody of this name has answered."""
    check_name(
        candidate,
        {row[0] for row in log.execute("select distinct candidate from grades where candidate is not null")},
    )


def check_name(candidate: str, names: Collection[str]) -> None:
    """Raises UnknownCandidateError unless the candidate is one of these."""
    if candidate not in names:
        remedy = _nearest(candidate, names) or "'grader history' lists the candidates"
        raise UnknownCandidateError(f"no answer of {candidate!r} in the log", remedy)


def check_group(log: Database, group: str) -> None:
    """Raises UnknownGroupError when nobody is in a group of this name."""
    names = {name for name, _ in members(log)}
    if group not in names:
        raise UnknownGroupError(
            f"no group {group!r} in the log", _nearest(group, names) or "'grader group' lists the groups"
        )


def _nearest(name: str, names: Collection[str]) -> str | None:
    import difflib

    near = difflib.get_close_matches(name, names, n=3)
    return f"did you mean {', '.join(map(repr, near))}?" if near else None
