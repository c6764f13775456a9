"""What was measured for a key point -> how far it is covered: the one place that judges."""

from typing import Literal

from msgspec import Struct

from grader.calibration import Calibration
from grader.signals import Signals

Status = Literal["covered", "partial", "missing", "contradicted"]

CONTRADICTED_AT = 0.5
"""From this probability on, the answer is taken to say the opposite."""

UNBEATEN_AT_MOST = 0.3
"""P(contradicted) where an accepted wording is nearer than the counter-statement that comes nearest."""

REPEATED_OVERLAP, REPEATED_MARGIN = 0.9, -0.05
"""A window this close to a counter-statement, and this much closer than to any wording, repeats it."""


class Evidence(Struct, frozen=True):
    """A stretch of the answer: `text == answer[start:end]`, to the letter."""

    text: str
    start: int
    end: int


class Reading(Struct, frozen=True, kw_only=True):
    """Everything measured about one key point or misconception; a judgement needs nothing else.

    exact     was one of the key point's exact terms found (None: it has none)
    reversed  does the evidence repeat a wording almost word for word, but reversed
    says, reverses  the stretch that best says the point, and the one that best reverses it
    """

    id: str
    signals: Signals
    exact: bool | None
    reversed: bool
    says: Evidence
    reverses: Evidence


class Coverage(Struct, frozen=True, kw_only=True):
    """How far a key point is covered.

    covered, contradicted  probabilities, 0 to 1
    coverage               covered and not contradicted, 0 to 1
    credit                 the share of its weight it earns, 0 to 1: 0 when missing or contradicted, 1 when covered
    """

    covered: float
    contradicted: float
    coverage: float
    credit: float
    status: Status


def judge(reading: Reading, calibration: Calibration) -> Coverage:
    """The coverage that follows from a reading: a closed function of stored numbers."""
    covered = calibration.covered.probability(reading.signals)
    contradicted = calibration.contradicted.probability(reading.signals)
    if reading.signals.margin_counter > 0:
        contradicted = min(contradicted, UNBEATEN_AT_MOST)
    if reading.exact is not None:  # statements that differ in one number are all alike to the model
        covered, contradicted = float(reading.exact), 0.0
    if reading.reversed or _repeats_counter_statement(reading.signals):
        contradicted = 1.0
    coverage = round(covered * (1 - contradicted), 4)
    if contradicted >= CONTRADICTED_AT:
        return Coverage(
            covered=covered, contradicted=contradicted, coverage=coverage, credit=0.0, status="contradicted"
        )
    credit = calibration.credit(coverage)
    status: Status = "missing" if credit == 0 else "covered" if credit == 1 else "partial"
    return Coverage(covered=covered, contradicted=contradicted, coverage=coverage, credit=credit, status=status)


def _repeats_counter_statement(signals: Signals) -> bool:
    return signals.counter_overlap >= REPEATED_OVERLAP and signals.margin_counter <= REPEATED_MARGIN
