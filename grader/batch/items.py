"""The rows of a batch, one at a time: each with its question, or with the reason why it cannot be graded."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.answers.reading import read_rows
from grader.answers.rows import AnswerRow, BadRow, Source
from grader.batch.fingerprint import check_unchanged
from grader.errors import AnswerError
from grader.grading import check_answer
from grader.log.runs import InputFile
from rubric import Question
from rubric.catalogue import Catalogue
from rubric.errors import UnknownQuestionError

NAMES = 10_000
"""Names of questions that are remembered."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row and its place among all rows of all files; `question` is None for a bad row."""

    position: int
    row: AnswerRow | BadRow
    question: Question | None

    def named_by(self, ids: Collection[str]) -> list[str]:
        """Those of the ids that are the row's own or its question's."""
        return [id for id in ids if id == self.row.id or (self.question and id == self.question.id)]


def read_items(sources: Sequence[Source], catalogue: Catalogue, files: Sequence[InputFile]) -> Iterator[Item]:
    """All rows of the sources, in order.

    Raises AnswerFileError for a file that cannot be read, and RunError in the end if one is not the same any more.
    """
    find = _finder(catalogue)
    rows = (row for source in sources for row in read_rows(source))
    for position, row in enumerate(rows):
        yield _checked(position, row, find)
    check_unchanged(files)


def selected(items: Iterable[Item], only: Collection[str]) -> Iterable[Item]:
    """The items with one of these row or question ids; all if there is none."""
    return (item for item in items if item.named_by(only)) if only else items


def _checked(position: int, row: AnswerRow | BadRow, find: Callable[[str], Question | str]) -> Item:
    if isinstance(row, BadRow):
        return Item(position, row, None)
    try:
        check_answer(row.answer)
        found = find(row.question_id)
    except AnswerError as error:
        found = str(error)
    if isinstance(found, str):
        return Item(position, BadRow(row.file, row.line, row.id, found), None)
    return Item(position, row, found)


def _finder(catalogue: Catalogue) -> Callable[[str], Question | str]:
    """Looks a question up, or why there is none; names are remembered, for a wrong one is compared with all others."""

    @lru_cache(maxsize=NAMES)
    def find(name: str) -> Question | str:
        try:
            return catalogue.find(name)
        except UnknownQuestionError as error:
            return str(error)

    return find
