"""Grade -> words a person can act on. Nothing here decides anything."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from grader import exact
from grader.conditions import MEANING, Condition
from grader.coverage import Status
from grader.grade import KeyPointGrade, StatedMisconception
from rubric import Group, Question

_QUOTE = 160
"""Longest quotation of the answer, in characters."""


def feedback(
    question: Question,
    answer: str,
    points: Sequence[KeyPointGrade],
    misconceptions: Sequence[StatedMisconception],
    found: Sequence[Condition],
    remarks: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """One line per remark: conditions, what is right, wrong, incomplete and missing, dated terms.

    `remarks` has a judge's sentence on key points by id. It only adds to what follows from the record, and is named
    as the judge's, for a model wrote it that has read the answer.
    """
    return "\n".join(
        [
            *(MEANING[condition] for condition in found),
            _summary(points),
            *_corrections(points, misconceptions, remarks),
            *(f"Only partly there: {point.hint}{_said(remarks, point)}" for point in _with_status(points, "partial")),
            *_missing(question, points, remarks),
            *_dated(question, answer),
        ]
    )


def _summary(points: Sequence[KeyPointGrade]) -> str:
    counting = [point for point in points if point.counts]
    return f"Covered {len(_with_status(points, 'covered'))} of {len(counting)} key points."


def _with_status(points: Sequence[KeyPointGrade], status: Status) -> list[KeyPointGrade]:
    return [point for point in points if point.counts and point.status == status]


def _corrections(
    points: Sequence[KeyPointGrade], misconceptions: Sequence[StatedMisconception], remarks: Mapping[str, str]
) -> Iterator[str]:
    for point in points:
        if point.status == "contradicted" and point.evidence:
            remark = f"It {point.reversal}. " if point.reversal else ""
            yield f'You wrote "{_quoted(point.evidence.text)}". {remark}In fact: {point.text}{_said(remarks, point)}'
    for wrong in misconceptions:
        yield f'You wrote "{_quoted(wrong.evidence.text)}". {wrong.correction}'


def _missing(question: Question, points: Sequence[KeyPointGrade], remarks: Mapping[str, str]) -> Iterator[str]:
    grouped = {member for group in question.groups for member in group.key_points}
    for point in _with_status(points, "missing"):
        if point.id not in grouped:
            yield f"Missing: {point.hint}{_said(remarks, point)}"
    for group in question.groups:
        yield from _missing_in_group(group, points)


def _missing_in_group(group: Group, points: Sequence[KeyPointGrade]) -> Iterator[str]:
    members = [point for point in points if point.id in group.key_points]
    lacking = [point for point in members if point.status == "missing"]
    wanted = sum(point.counts for point in lacking)
    if wanted:
        yield f"Missing: {wanted} more of these {len(lacking)}: " + " / ".join(point.hint for point in lacking)


def _dated(question: Question, answer: str) -> list[str]:
    return [f"Worth knowing: {dated.note}" for dated in question.dated if exact.find(dated.terms, answer)]


def _said(remarks: Mapping[str, str], point: KeyPointGrade) -> str:
    """What the judge said of the point, for the end of a line."""
    reason = remarks.get(point.id)
    return f' (The judge: "{_quoted(reason)}.")' if reason else ""


def _quoted(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "\u2026"
