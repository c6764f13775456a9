"""What a batch has to do: the same reading of its rows, before the work and instead of it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec import Struct

from grader.answers.rows import BadRow
from grader.batch.items import Item, selected
from grader.errors import RunError
from grader.log.run_rows import Recorded


class Plan(Struct, frozen=True, kw_only=True):
    """How many rows there are, how many of them are in the log, and what is left to do.

    `gaps` says that some of what is left stands before rows that are in the log.
    """

    rows: int
    graded_already: int
    failed_already: int
    to_grade: int
    bad: int
    gaps: bool


def due(items: Iterable[Item], recorded: Recorded, *, retry_failed: bool) -> Iterator[Item]:
    """The items that are not in the log yet, or are to be tried again."""
    for item in items:
        if not recorded.attempts(item.position) or (retry_failed and recorded.failed(item.position)):
            yield item


def survey(
    items: Iterable[Item],
    only: Collection[str],
    recorded: Recorded,
    *,
    retry_failed: bool = False,
    report: Callable[[BadRow], None] = lambda _: None,
) -> Plan:
    """Read all items once, reporting the bad ones among those that are due.

    Raises RunError when one of `only` is no row's or question's id.
    """
    counts: Counter[str] = Counter()
    found: set[str] = set()
    gaps = False
    for item in selected(items, only):
        found.update(item.named_by(only))
        counts["rows"] += 1
        kind = _kind(item, recorded, retry_failed=retry_failed)
        gaps = gaps or (kind in ("graded", "failed") and counts["good"] + counts["bad"] > 0)
        counts[kind] += 1
        if kind == "bad" and isinstance(item.row, BadRow):
            report(item.row)
    for id in only:
        if id not in found:
            raise RunError(f"no row has the id or the question {id!r}", "check --only; question ids are written out")
    return Plan(
        rows=counts["rows"],
        graded_already=counts["graded"],
        failed_already=counts["failed"],
        to_grade=counts["good"],
        bad=counts["bad"],
        gaps=gaps,
    )


def _kind(item: Item, recorded: Recorded, *, retry_failed: bool) -> str:
    if next(due([item], recorded, retry_failed=retry_failed), None):
        return "bad" if isinstance(item.row, BadRow) else "good"
    return "failed" if recorded.failed(item.position) else "graded"
