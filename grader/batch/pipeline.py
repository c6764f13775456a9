"""Reading, grading and writing at the same time: each in its thread, a few windows of rows between them."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

from grader.answers.rows import AnswerRow, BadRow
from grader.answers.writing import Result
from grader.batch.ahead import ahead
from grader.batch.items import Item
from grader.grading import Graded, Grader
from grader.log.records import Record

LARGEST = {"cpu": 64, "mps": 256, "cuda": 1024}
"""Rows of a window: the more, the better they share forward passes, and the longer a stop takes."""

JUDGED = 4
"""Rows of a window where a judge is asked, which takes seconds for each."""

FIRST = 8
"""Rows of the first window, for the first results to come early; each is twice as large as the one before."""

CHARACTERS = 400_000
"""Of the answers of a window: their token vectors are some 150 MB."""

DEPTH = 2
"""Windows that wait between two stages."""

Window = tuple[list[Item], list[Graded]]
"""Rows, and the grades of those that are not bad, in order."""


def graded_windows(grader: Grader, items: Iterable[Item], stopped: Callable[[], bool]) -> Generator[Window]:
    """Windows of graded rows in their order. When it is to stop, the window in flight is the last one."""
    largest = JUDGED if grader.judge else LARGEST.get(grader.encoder.device, LARGEST["cpu"])
    read = ahead(windows(items, largest), DEPTH)
    return ahead(_graded(grader, read, stopped), DEPTH)


def _graded(grader: Grader, read: Iterable[list[Item]], stopped: Callable[[], bool]) -> Iterator[Window]:
    for window in read:
        if stopped():
            return
        good = [
            (item.question, item.row.answer) for item in window if item.question and isinstance(item.row, AnswerRow)
        ]
        yield window, grader.grade_together(good)


def windows(items: Iterable[Item], largest: int) -> Iterator[list[Item]]:
    """The items in order, in lists that grow up to so many items or CHARACTERS."""
    limit, window, characters = min(FIRST, largest), list[Item](), 0
    for item in items:
        length = len(item.row.answer) if isinstance(item.row, AnswerRow) else 0
        if window and (len(window) == limit or characters + length > CHARACTERS):
            yield window
            limit, window, characters = min(2 * limit, largest), [], 0
        window.append(item)
        characters += length
    if window:
        yield window


def results(items: Sequence[Item], records: Iterable[Record]) -> list[Result]:
    """What became of the rows; there is a record for each that is not bad, in order."""
    found = iter(records)
    return [item.row if isinstance(item.row, BadRow) else (item.row, next(found)) for item in items]
