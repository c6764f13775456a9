"""Many rows through the pipeline: every row comes out graded or with the reason why not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from grader.answers.reading import AnswerRow, BadRow
from grader.answers.writing import Result
from grader.errors import AnswerError
from grader.grading import BATCH, Graded, Grader, check_answer
from grader.log.records import Record
from rubric import Question
from rubric.catalogue import Catalogue
from rubric.errors import UnknownQuestionError

Save = Callable[[Sequence[Graded], Sequence[str | None]], Sequence[Record]]
"""Stores grades with their candidates, and returns their records."""


def grade_rows(
    grader: Grader, catalogue: Catalogue, rows: Iterable[AnswerRow | BadRow], save: Save
) -> Iterator[list[Result]]:
    """Grade rows in their order; each list of results has been saved when it is yielded."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, BATCH)):
        checked = [_checked(row, catalogue) for row in chunk]
        good = [item for item in checked if not isinstance(item, BadRow)]
        graded = list(grader.grade_all((question, row.answer) for row, question in good))
        records = iter(save(graded, [row.candidate for row, _ in good]))
        yield [item if isinstance(item, BadRow) else (item[0], next(records)) for item in checked]


def _checked(row: AnswerRow | BadRow, catalogue: Catalogue) -> tuple[AnswerRow, Question] | BadRow:
    if isinstance(row, BadRow):
        return row
    try:
        check_answer(row.answer)
        return row, catalogue.find(row.question_id)
    except (AnswerError, UnknownQuestionError) as error:
        return BadRow(row.file, row.line, row.id, str(error))
