"""Groups and candidates from a file: what importing each row would do to the log, which is also what importing does."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from grader.answers.cells import restored
from grader.answers.forms import Row, read_form
from grader.errors import RosterError

Outcome = Literal["new", "there already", "refused"]


class Planned(Struct, frozen=True, kw_only=True):
    """What importing a row does: put `candidate` into `group` where that is new; `problem` says why it is refused.

    answers  how many the candidate has in the log; of a name with none somebody may want to know
    """

    line: int
    group: str
    candidate: str
    outcome: Outcome
    answers: int = 0
    problem: str | None = None


def read_roster(path: Path, group: str | None) -> list[tuple[int, Row | RosterError]]:
    """The rows of a CSV file with the columns candidate and, unless one group is given for all, group.

    Raises RosterError when it is no CSV file or lacks a column.
    """
    needed = ["candidate"] if group is not None else ["group", "candidate"]
    remedy = "'grader group list --csv' writes the form" + ("" if group is not None else ", or name one with --group")
    return read_form(path, needed, RosterError, remedy)


def plan(
    rows: Sequence[tuple[int, Row | RosterError]],
    group: str | None,
    members: Collection[tuple[str, str]],
    answers: Mapping[str, int],
) -> list[Planned]:
    """What importing the rows does; `members` are there already, `answers` has how many each candidate gave."""
    there, planned = set(members), []
    for line, row in rows:
        one = _planned(line, row, group, there, answers)
        there.add((one.group, one.candidate))
        planned.append(one)
    return planned


def _planned(
    line: int,
    row: Row | RosterError,
    group: str | None,
    there: Collection[tuple[str, str]],
    answers: Mapping[str, int],
) -> Planned:
    if isinstance(row, RosterError):
        return Planned(line=line, group="", candidate="", outcome="refused", problem=str(row))
    into = restored(row["group"]) if group is None else group
    candidate = restored(row["candidate"])
    if not into.strip() or not candidate.strip():
        problem = "the row names no group" if candidate.strip() else "the row names no candidate"
        return Planned(line=line, group=into, candidate=candidate, outcome="refused", problem=problem)
    outcome: Outcome = "there already" if (into, candidate) in there else "new"
    return Planned(line=line, group=into, candidate=candidate, outcome=outcome, answers=answers.get(candidate, 0))
