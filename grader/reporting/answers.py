"""An answer of the log as a report shows it: a reviewer's word over the machine's, and both to be seen."""

from collections.abc import Mapping, Sequence

from msgspec import structs

from grader.coverage import Status
from grader.feedback import feedback
from grader.grade import KeyPointGrade
from grader.log.current import Attempt, AttemptPoint
from grader.log.records import Record
from grader.pieces import pieces_of, spans_of
from grader.reporting.report import Answer, Misstated, Point
from rubric import Question


def answer_of(attempt: Attempt, record: Record, question: Question, points: Sequence[AttemptPoint]) -> Answer:
    """The answer; `record` is its newest grade, `question` that one's rubric, `points` its key points as they stand."""
    said = {point.key_point_id: point.human_status for point in points if point.human_status}
    standing = [structs.replace(point, status=said.get(point.id, point.status)) for point in record.grade.key_points]
    return Answer(
        attempt=attempt,
        prompt=question.prompt,
        pieces=pieces_of(record.answer, spans_of(record.grade)),
        key_points=tuple(_point(n, now, was) for n, now, was in _numbered(standing, record.grade.key_points)),
        misconceptions=tuple(
            Misstated(evidence=wrong.evidence.text, penalty=wrong.penalty, correction=wrong.correction)
            for wrong in record.grade.misconceptions
        ),
        feedback=_feedback(record, question, standing, said),
        model=record.grade.model,
        version=record.grade.version,
    )


def _numbered(
    standing: Sequence[KeyPointGrade], machine: Sequence[KeyPointGrade]
) -> list[tuple[int, KeyPointGrade, KeyPointGrade]]:
    return [(number, now, was) for number, (now, was) in enumerate(zip(standing, machine, strict=True), 1)]


def _point(number: int, now: KeyPointGrade, was: KeyPointGrade) -> Point:
    return Point(
        number=number,
        id=now.id,
        text=now.text,
        hint=now.hint,
        weight=now.weight,
        status=now.status,
        machine_status=was.status,
        machine_points=was.points,
        counts=now.counts,
        evidence=now.evidence.text if now.evidence else None,
        reversal=now.reversal if now.status == "contradicted" else None,
    )


def _feedback(
    record: Record, question: Question, standing: Sequence[KeyPointGrade], said: Mapping[str, Status]
) -> tuple[str, ...]:
    """The machine's lines; where a person judged key points, lines by their word, and without the machine's doubts."""
    lines = record.grade.feedback
    if said:
        lines = feedback(question, record.answer, standing, record.grade.misconceptions, ())
    return tuple(line for line in lines.split("\n") if line)
