"""What there is to say about one data set: how well the grader, and three baselines, agree with people."""

from typing import Literal

from msgspec import Struct

from grader.evaluation.bootstrapping import Interval
from grader.evaluation.levels import LevelAgreement

AucOf = Literal["key points", "full marks"]
"""What AUC tells apart: key points that are there from others, or answers of full marks from others."""

PRESENT_AT = 0.5
"""A key point of at least this coverage is taken to be there, to be compared with a label."""


class Figures(Struct, frozen=True, kw_only=True):
    """Agreement of one predictor with people; None is undefined. Intervals are 90% bootstrap intervals."""

    pearson: float | None = None
    pearson_interval: Interval | None = None
    spearman: float | None = None
    spearman_interval: Interval | None = None
    within_question: float | None = None
    rmse: float | None = None
    mae: float | None = None
    qwk: float | None = None
    exact: float | None = None
    adjacent: float | None = None
    smd: float | None = None
    auc: float | None = None
    auc_interval: Interval | None = None


class Comparison(Struct, frozen=True, kw_only=True):
    """The grader beside what is simpler: `baselines` are cosine, length and mean.

    Baselines have no scale, so their errors and classes are those of the least-squares line from
    them to the human scores of the same data, which flatters them.
    """

    grader: Figures
    baselines: dict[str, Figures]


class QuestionFigures(Struct, frozen=True, kw_only=True):
    """The same for the answers to one question alone; levels and units are those of the data set."""

    question: str
    n: int
    scored: int
    comparison: Comparison


class Humans(Struct, frozen=True, kw_only=True):
    """How well people agree with each other: of two annotators' scores, and of single votes on key points."""

    n: int
    pearson: float | None
    qwk: float | None
    exact: float | None
    votes: int
    vote_with_majority: float | None


class DataSet(Struct, frozen=True, kw_only=True):
    """All figures of a data set.

    scored              answers with a human score; the other answers count for the key points only
    score_max           the highest score, or None where scores are shares of differing ones
    point_agreement     share of labelled key points whose coverage, cut at PRESENT_AT, is their label
    needs_review        share of grades marked so
    in_interval         share of human scores within the grade's 90% interval
    interval_width      mean width of the interval, in percent of the highest score
    """

    name: str
    n: int
    scored: int
    questions: int
    labelled_points: int
    score_max: float | None
    auc_of: AucOf
    comparison: Comparison
    levels: tuple[LevelAgreement, ...]
    point_agreement: float | None
    needs_review: float
    in_interval: float | None
    interval_width: float
    humans: Humans
    per_question: tuple[QuestionFigures, ...]
