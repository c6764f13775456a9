"""Files of human-scored answers -> answers with the question, and the rubric, to grade them by."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.answers.reading import read_cells
from grader.answers.rows import BadRow, Source
from grader.drafting.draft import draft, numbered, slug
from grader.errors import AnswerError, DraftError, LabelError
from grader.evaluation.rated import RatedRow, RubricItem, read_row
from grader.grading import check_answer
from grader.legible import has_surrogate
from rubric import KeyPoint, Question
from rubric.catalogue import Catalogue
from rubric.errors import UnknownQuestionError

NEUTRAL_PROMPT = "Please answer in your own words."
"""Stands for a question that the data does not tell; it says nothing that an answer might say."""

NO_HINT = "What else belongs to a full answer?"
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """A row ready to be graded: `group` tells questions apart, `labels` (0/1) go by key point of `question`."""

    where: str  # file and line
    row: RatedRow
    group: str
    question: Question
    labels: dict[str, int]


def read_rated(path: Path, catalogue: Catalogue, limit: int | None = None) -> list[RatedAnswer]:
    """The human-scored answers of a file, at most `limit` of them, spread evenly over it.

    Raises AnswerFileError or LabelError, naming file and line, for a file or row that cannot be used.
    """
    listed = list(read_cells(Source(path, question_id="in the row", single=RatedRow.__struct_fields__)))
    rubrics = _Rubrics(catalogue)
    answers = []
    for index in _chosen(len(listed), limit):
        line, cells = listed[index]
        where = f"{path}:{line}"
        if isinstance(cells, BadRow):
            raise LabelError(f"{where}: {cells.reason}", "mend or remove the row")
        row = read_row(cells, where)
        _check(row, where)
        answers.append(rubrics.rated(row, where))
    if not answers:
        raise LabelError(f"{path} holds no answers", "docs/metrics.md shows the form")
    return answers


class _Rubrics:
    """Rubrics for rows; each is made once, for drafting and embedding take time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._made: dict[object, Question] = {}

    def rated(self, row: RatedRow, where: str) -> RatedAnswer:
        key = (row.question_id, row.question, row.rubric, row.model_answer)
        if key not in self._made:
            self._made[key] = self._make(row, where)
        question = self._made[key]
        group = next(text for text in (row.question_id, row.question, row.model_answer, question.id) if text)
        return RatedAnswer(where, row, str(group), question, _labels(row, question, where))

    def _make(self, row: RatedRow, where: str) -> Question:
        names = [str(name) for name in (row.question_id, row.question) if name]
        prompt = row.question if row.question and row.question.strip() else NEUTRAL_PROMPT
        id = slug(next(iter(names), ""))[:LONGEST_ID].strip("-") or "question"
        if row.rubric:
            return _question(id, prompt, row.rubric, row.model_answer)
        if row.model_answer:
            try:
                return draft(prompt, row.model_answer, id=id).question
            except DraftError as error:
                raise LabelError(f"{where}: {error.problem}", error.remedy) from error
        for name in names:
            with suppress(UnknownQuestionError):
                return self._catalogue.find(name)
        raise LabelError(
            f"{where}: there is nothing to grade it by: no rubric, no reference answer, and no question of that id",
            "add a column rubric or reference, or name the rubric's file with --rubrics",
        )


def _check(row: RatedRow, where: str) -> None:
    """Raises LabelError for a text that cannot be written, and for an answer that the grader would refuse."""
    items = [part for item in row.rubric or () for part in (item.id, item.text)]
    texts = (row.answer, row.id, row.question_id, row.question, row.model_answer, *items, *row.point_labels)
    if any(has_surrogate(str(text)) for text in texts):
        raise LabelError(f"{where}: it holds half of a character (a lone surrogate)", "mend or remove the row")
    try:
        check_answer(row.answer)
    except AnswerError as error:
        raise LabelError(f"{where}: {error.problem}", error.remedy) from error


def _question(id: str, prompt: str, items: Sequence[RubricItem], model_answer: str | None) -> Question:
    points = tuple(
        KeyPoint(id=name, text=item.text.strip(), weight=item.weight or 1, hint=NO_HINT)
        for name, item in zip(_ids(items), items, strict=True)
    )
    answer = model_answer or " ".join(point.text for point in points)
    return Question(
        id=id, prompt=prompt, topic="data", level="intermediate", key_points=points, reference_answers=(answer,)
    )


def _ids(items: Sequence[RubricItem]) -> list[str]:
    return numbered([slug(str(item.id)) or "point" for item in items])


def _labels(row: RatedRow, question: Question, where: str) -> dict[str, int]:
    """The row's labels by the ids of the question's key points. Raises LabelError for a label of no key point."""
    ids = [str(item.id) for item in row.rubric] if row.rubric else [point.id for point in question.key_points]
    names = dict(zip(ids, (point.id for point in question.key_points), strict=True))
    unknown = [id for id in row.point_labels if id not in names]
    if unknown:
        raise LabelError(f"{where}: it labels {unknown[0]!r}, which is no key point of its rubric", "mend the id")
    return {names[id]: value for id, value in row.point_labels.items()}


def _chosen(count: int, limit: int | None) -> Sequence[int]:
    """Which rows are taken: all, or so many at even distances."""
    if limit is None or limit >= count:
        return range(count)
    return [index * count // limit for index in range(limit)]
