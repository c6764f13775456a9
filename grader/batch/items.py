"""The rows of a batch, one at a time: each with its question, or with the reason why it cannot be graded."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.answers.reading import read_rows
from grader.answers.rows import AnswerRow, BadRow, Source
from grader.batch.fingerprint import check_unchanged
from grader.errors import AnswerError
from grader.grading import check_answer
from grader.log.runs import InputFile
from rubric import Question
from rubric.catalogue import Catalogue
from rubric.errors import UnknownQuestionError


@dataclass(frozen=True, slots=True)
class Item:
    """A row and its place among all rows of all files; `question` is None for a bad row."""

    position: int
    row: AnswerRow | BadRow
    question: Question | None

    def is_any_of(self, only: Collection[str]) -> str | None:
        """Which of these ids is the row's own or its question's; None if none is."""
        return next((id for id in only if id == self.row.id or (self.question and id == self.question.id)), None)


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
    return (item for item in items if item.is_any_of(only) is not None) if only else items


def _checked(position: int, row: AnswerRow | BadRow, find: Callable[[str], Question]) -> Item:
    if isinstance(row, BadRow):
        return Item(position, row, None)
    try:
        check_answer(row.answer)
        return Item(position, row, find(row.question_id))
    except (AnswerError, UnknownQuestionError) as error:
        return Item(position, BadRow(row.file, row.line, row.id, str(error)), None)


def _finder(catalogue: Catalogue) -> Callable[[str], Question]:
    """The catalogue's `find`, remembering names: a wrong one is compared with all others, which takes its time."""
    known: dict[str, Question | UnknownQuestionError] = {}

    def find(name: str) -> Question:
        if name not in known:
            try:
                found: Question | UnknownQuestionError = catalogue.find(name)
            except UnknownQuestionError as error:
                found = error
            if len(known) < MOST_NAMES:
                known[name] = found
        else:
            found = known[name]
        if isinstance(found, UnknownQuestionError):
            raise found
        return found

    return find


MOST_NAMES = 10_000
