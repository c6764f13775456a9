"""Fitting on some answers and grading others: every figure about the calibration comes from here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import structs
from sklearn.model_selection import GroupKFold

from grader.calibration import Calibration, Spread
from grader.coverage import Coverage, in_doubt
from grader.grade import Grade
from grader.grading import Graded
from grader.judging import Provenance, coverages_of, grade_observation
from grader.labelled import LabelledAnswer, Opinions, deserved
from grader.scoring import deviation
from grader.training.examples import Example, from_answers
from grader.training.fitting import FLOOR, RAMP, fit_blends, fit_curves, fit_spread

FOLDS = 9
AS_MEASURED = Spread(1.0, FLOOR)
NOBODY = Provenance(model="", weights_hash="", verifier=None, device="", version="")

Said = dict[str, Opinions]
"""What the verifier said of answers it was not trained on, by the answer's id."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A labelled answer, and what was observed in it."""

    row: LabelledAnswer
    graded: Graded


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer graded by a calibration that has not seen it.

    human      the share of the points that the labels give
    deviation  the standard deviation that the grade claims, as a share of the points
    """

    row: LabelledAnswer
    grade: Grade
    coverages: dict[str, Coverage]
    human: float
    deviation: float


def by_question(answers: Sequence[Answer], rubrics: Sequence[Example]) -> Iterator[Judged]:
    """Each answer, judged by similarity alone, by curves fitted without its question."""
    for rest, fold in _folds([one.row.question_id for one in answers]):
        left_out = {answers[i].row.question_id for i in fold}
        known = [example for example in rubrics if example.question_id not in left_out]
        fitted = curves([answers[i] for i in rest], known)
        yield from (judged(answers[i], fitted) for i in fold)


def by_writer(
    earlier: Calibration, held: Sequence[Answer], off_topic: Sequence[Answer], said: Said
) -> Iterator[Judged]:
    """Each answer of the writers held out, the verifier asked, by blends fitted without its question.

    off_topic  the same writers' answers before other questions: the blends are fitted on them, too
    """
    for rest, fold in _folds([one.row.question_id for one in held]):
        left_out = {held[i].row.question_id for i in fold}
        known = [one for one in off_topic if one.row.question_id not in left_out]
        fitted = with_verifier(earlier, [held[i] for i in rest], known, said)
        yield from (judged(held[i], fitted, said) for i in fold)


def curves(answers: Sequence[Answer], rubrics: Sequence[Example]) -> Calibration:
    """A calibration of the signals alone."""
    found = from_answers([one.row for one in answers], [one.graded for one in answers])
    covered, contradicted = fit_curves([*found, *rubrics])
    return Calibration("", covered, contradicted, ramp=RAMP, spread=AS_MEASURED)


def with_verifier(earlier: Calibration, held: Sequence[Answer], off_topic: Sequence[Answer], said: Said) -> Calibration:
    """The same with blends, and the spread of the grades they give, fitted on answers new to curves and verifier."""
    every = [*held, *off_topic]
    examples = from_answers([one.row for one in every], [one.graded for one in every])
    opinions = [said[one.row.id].opinions[reading.id] for one in every for reading in one.graded.observation.key_points]
    blended = structs.replace(earlier, second=fit_blends((earlier.covered, earlier.contradicted), examples, opinions))
    return structs.replace(blended, spread=spread_of([judged(one, blended, said) for one in held]))


def judged(answer: Answer, calibration: Calibration, said: Said | None = None) -> Judged:
    """The answer under this calibration, with the verifier's opinion wherever it would have been asked."""
    row, one = answer.row, answer.graded
    opinions = said[row.id].opinions if said else {}
    readings = tuple(
        structs.replace(reading, opinion=opinions.get(reading.id) if in_doubt(reading, calibration) else None)
        for reading in one.observation.key_points
    )
    observation = structs.replace(one.observation, key_points=readings)
    coverages = coverages_of(one.question, observation, calibration)
    return Judged(
        row=row,
        grade=grade_observation(one.question, one.answer, observation, calibration, NOBODY),
        coverages=coverages,
        human=deserved(one.question, row.labels),
        deviation=deviation(one.question, coverages),
    )


def opinions_in(answer: Answer) -> Opinions:
    """What the verifier said when the answer was graded."""
    readings = answer.graded.observation.key_points
    return Opinions(answer.row.id, {one.id: one.opinion for one in readings if one.opinion})


def spread_of(found: Sequence[Judged]) -> Spread:
    """The spread at which these grades' intervals hold what people gave."""
    errors = [one.human - one.grade.percent / 100 for one in found]
    return fit_spread(errors, [one.deviation for one in found])


def _folds(groups: Sequence[str]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """(rest, fold) indices; no group is in both."""
    yield from GroupKFold(FOLDS).split(groups, groups=groups)
