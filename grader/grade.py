"""A grade: what a person and a program get to see of one graded answer."""

from msgspec import Struct

from grader.conditions import Condition
from grader.coverage import Evidence, Status
from grader.judged import Judged
from grader.scoring import Band

SCHEMA_VERSION = 1
"""Of the JSON form of a grade; raised when a field changes its meaning or goes."""


class KeyPointGrade(Struct, frozen=True, kw_only=True):
    """One key point: `points` of `weight` earned; `evidence` where covered, partial or contradicted.

    reversal  what the evidence has the wrong way round, in words that follow on "it"; None unless it is known
    """

    id: str
    text: str
    weight: float
    status: Status
    coverage: float
    points: float
    counts: bool  # False for a group member that a better one has replaced
    evidence: Evidence | None
    hint: str
    reversal: str | None = None


class StatedMisconception(Struct, frozen=True, kw_only=True):
    """A wrong belief the answer states, and what it cost."""

    id: str
    penalty: float
    evidence: Evidence
    correction: str


class NextStep(Struct, frozen=True, kw_only=True):
    """The one change that would raise the score most, by up to `gain` points."""

    key_point: str
    gain: float
    hint: str


class JudgedPoint(Struct, frozen=True, kw_only=True):
    """A key point that the judge was asked about: what the first pass said, and what the judge said, if it counts."""

    id: str
    first_status: Status
    first_coverage: float
    verdict: Status | None
    quote: Evidence | None
    reason: str | None


class JudgeReport(Judged, frozen=True, kw_only=True):
    """The judge's share in a grade: the request, and each key point that it was about."""

    points: tuple[JudgedPoint, ...] = ()


class Grade(Struct, frozen=True, kw_only=True):
    """The whole result. `interval` is the 90% interval of `percent`; `verifier` is None if none could be asked.

    `judge` is None if no judge was wanted.
    """

    question_id: str
    points: float
    max_points: float
    percent: float
    band: Band
    interval: tuple[float, float]
    needs_review: bool
    conditions: tuple[Condition, ...]
    key_points: tuple[KeyPointGrade, ...]
    misconceptions: tuple[StatedMisconception, ...]
    next_step: NextStep | None
    feedback: str
    rubric_hash: str
    calibration: str
    model: str
    weights_hash: str
    verifier: str | None
    device: str
    version: str
    engine: str = "torch"  # the only one there was in 0.2
    judge: JudgeReport | None = None
