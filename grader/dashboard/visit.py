"""What a page gets to work with: the log open for reading, the numbers kept, who asks, and for what."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Generic, TypeVar

from datasette.utils.asgi import Request
from sqlite_utils import Database

from grader.dashboard.access import Access
from grader.dashboard.charts import spread_chart
from grader.dashboard.rendering import render
from grader.dashboard.snapshot import Snapshot
from grader.log.store import Filters

Row = TypeVar("Row")

KEPT = 4
"""Of so many groups, those looked at last, the numbers are kept."""


class Dashboard:
    """What lasts from one request to the next: where the log is, who may do what, and the numbers."""

    def __init__(self, log: Path, access: Access) -> None:
        self.log = log
        self.access = access
        self._lock = RLock()
        self._snapshots: dict[str | None, Snapshot] = {}

    @contextmanager
    def numbers(self, db: Database, group: str | None = None) -> Iterator[Snapshot]:
        """The numbers of everybody, or of a group, up to date; for one request at a time.

        Raises LogError for a damaged row of the log, naming its grade.
        """
        with self._lock:
            snapshot = self._snapshots.pop(group, None) or Snapshot(Filters(group=group))
            snapshot.refresh(db)
            others = [kept for kept in self._snapshots if kept is not None]
            for forgotten in others[: max(len(others) - KEPT + 1, 0)]:
                del self._snapshots[forgotten]
            self._snapshots[group] = snapshot
            yield snapshot

    def prepare(self, db: Database) -> None:
        """Read the log and draw a chart, so that the first page comes as fast as the others."""
        with self.numbers(db) as numbers:
            spread_chart(numbers.spread)
            for part in numbers.questions.values():
                _ = part.tally, part.first, part.norms, part.daily, part.key_points


@dataclass(frozen=True, slots=True)
class PartOfList(Generic[Row]):
    """Some rows of a long list, of which they are part `number` of `last`; `start` rows come before them."""

    rows: Sequence[Row]
    start: int
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, and what a page needs to answer it; `form` is what was sent, empty for a plain look."""

    db: Database
    request: Request
    dashboard: Dashboard
    reviewer: str | None
    form: Mapping[str, str]

    def asked(self, name: str) -> str | None:
        """A part of the address after the question mark, if it is given and not empty."""
        return self.request.args.get(name) or None

    def number(self, name: str, highest: int) -> int:
        """A number in that part, 1 to `highest`; 1 if it is none."""
        given = self.asked(name) or ""
        return min(max(int(given), 1), highest) if given.isdecimal() and len(given) < 9 else 1  # noqa: PLR2004

    def part(self, rows: Sequence[Row], size: int) -> "PartOfList[Row]":
        """The part of a long list that is asked for as `page`, of so many rows each."""
        last = max(-(-len(rows) // size), 1)
        number = self.number("page", last)
        start = size * (number - 1)
        return PartOfList(rows[start : start + size], start, number, last)

    def named(self, name: str) -> str:
        """The part of the address that the route calls by this name."""
        return str(self.request.url_vars[name])

    def page(self, template: str, **context: Any) -> str:
        """The page, with what every page shows."""
        return framed(template, self.request, self.dashboard, self.reviewer, **context)


def framed(template: str, request: Request, dashboard: Dashboard, reviewer: str | None, **context: Any) -> str:
    """A page with what every page shows: who is signed in, and the way in or out."""
    return render(
        template,
        reviewer=reviewer,
        private=dashboard.access.private,
        csrftoken=request.scope["csrftoken"],
        here=request.path,
        **context,
    )
