"""What a judge buys: agreement with people by the share of key points that it was heard on.

The first pass's least sure key points come first, so the curve says how much asking about more of them would add.
"""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct, structs

from grader.calibration import Calibration
from grader.coverage import STATUSES, Status
from grader.evaluation.agreement import mae, pearson
from grader.evaluation.figures import PRESENT_AT
from grader.evaluation.graded_rows import RatedAnswer
from grader.evaluation.measuring import measured, points_of, scores_of
from grader.grading import Graded
from grader.judging import Provenance, grade_observation

STEPS = 10
"""The curve has a point for no key point, and for each further tenth of those that the judge gave a verdict on."""

EVEN = 0.5

Place = tuple[int, str]
"""An answer's place among all, and the id of one of its key points."""


class CurvePoint(Struct, frozen=True, kw_only=True):
    """Agreement where the judge is heard on so many key points, a `share` of all.

    accuracy  share of the labelled key points whose coverage, cut at one half, is their label; None without labels
    pearson   with the human scores, None without; `mae` likewise, in percent of the highest score
    """

    judged: int
    share: float
    accuracy: float | None
    pearson: float | None
    mae: float | None


class VerdictCount(Struct, frozen=True, kw_only=True):
    """Of the labelled key points with this verdict, how many are there by their label, and how many are not."""

    verdict: Status
    present: int
    absent: int


class JudgeCurve(Struct, frozen=True, kw_only=True):
    """The curve, and the verdicts beside the labels: what the likelihood ratios of docs/judge.md can be read off."""

    model: str
    key_points: int
    asked: int
    discarded: int
    failed_answers: int
    curve: tuple[CurvePoint, ...]
    verdicts: tuple[VerdictCount, ...]


def judge_curve(rated: Sequence[RatedAnswer], graded: Sequence[Graded], calibration: Calibration) -> JudgeCurve:
    """The curve of grades that were made with a judge, in the order of the rated answers; at least one."""
    reports = [one.grade.judge for one in graded if one.grade.judge]
    total = sum(len(one.grade.key_points) for one in graded)
    order = _least_sure_first(graded)
    steps = sorted({round(len(order) * step / STEPS) for step in range(STEPS + 1)})
    return JudgeCurve(
        model=reports[0].model,
        key_points=total,
        asked=sum(len(report.asked) for report in reports),
        discarded=sum(len(report.discarded) for report in reports),
        failed_answers=sum(report.failure is not None for report in reports),
        curve=tuple(_point(rated, graded, calibration, order[:count], total) for count in steps),
        verdicts=tuple(_verdicts(rated, graded)),
    )


def _least_sure_first(graded: Sequence[Graded]) -> list[Place]:
    """The key points with a verdict, the first pass's coverage nearest to one half first."""
    listed = [
        (abs(point.first_coverage - EVEN), place, point.id)
        for place, one in enumerate(graded)
        for point in (one.grade.judge.points if one.grade.judge else ())
        if point.verdict
    ]
    return [(place, id) for _, place, id in sorted(listed)]


def _point(
    rated: Sequence[RatedAnswer],
    graded: Sequence[Graded],
    calibration: Calibration,
    heard: Sequence[Place],
    total: int,
) -> CurvePoint:
    kept: dict[int, set[str]] = {}
    for place, id in heard:
        kept.setdefault(place, set()).add(id)
    again = [_heard_on(one, kept.get(place, ()), calibration) for place, one in enumerate(graded)]
    found = [measured(answer, one) for answer, one in zip(rated, again, strict=True)]
    points, scores = points_of(found), scores_of(found)
    met = (points.coverage >= PRESENT_AT) == points.labels
    return CurvePoint(
        judged=len(heard),
        share=len(heard) / total if total else 0.0,
        accuracy=float(met.mean()) if len(met) else None,
        pearson=pearson(scores.predicted, scores.human),
        mae=100 * mae(scores.predicted, scores.human) / scores.score_max if len(scores.human) else None,
    )


def _heard_on(graded: Graded, ids: Collection[str], calibration: Calibration) -> Graded:
    """The same answer graded with the verdicts on these key points alone; nothing is asked again."""
    found = graded.observation
    readings = (
        reading if reading.id in ids else structs.replace(reading, verdict=None) for reading in found.key_points
    )
    less = structs.replace(found, key_points=tuple(readings))
    then = graded.grade
    provenance = Provenance(**{name: getattr(then, name) for name in Provenance.__struct_fields__})
    grade = grade_observation(graded.question, graded.answer, less, calibration, provenance)
    return Graded(graded.question, graded.answer, less, grade)


def _verdicts(rated: Sequence[RatedAnswer], graded: Sequence[Graded]) -> Iterator[VerdictCount]:
    pairs = [
        (point.verdict, label)
        for answer, one in zip(rated, graded, strict=True)
        for point in (one.grade.judge.points if one.grade.judge else ())
        if (label := answer.labels.get(point.id)) is not None
    ]
    for status in STATUSES:
        labels = [label for verdict, label in pairs if verdict == status]
        if labels:
            yield VerdictCount(verdict=status, present=sum(labels), absent=len(labels) - sum(labels))
