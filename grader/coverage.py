"""What was measured for a key point -> how far it is covered: the one place that judges."""

from typing import Literal, get_args

from msgspec import Struct

from grader.calibration import Calibration, probability
from grader.combining import heard
from grader.polarity.change import Change
from grader.signals import Signals

Status = Literal["covered", "partial", "missing", "contradicted"]
STATUSES: tuple[Status, ...] = get_args(Status)

CONTRADICTED_AT = 0.5
"""From this probability on, the answer is taken to say the opposite."""

COVERED_AT = 0.6
"""From this coverage on, a key point is called covered."""

UNBEATEN_AT_MOST = 0.3
"""P(contradicted) where an accepted wording is nearer than the counter-statement that comes nearest."""

REPEATED_OVERLAP, REPEATED_MARGIN = 0.9, -0.05
"""A window this close to a counter-statement, and this much closer than to any wording, repeats it."""

GUARD_BELIEVED_FROM = 0.2
"""P(contradicted), the verifier asked, from which a sentence that looks reversed is taken to be so."""

ABSENT_BELOW = 0.1
"""Below this P(covered), by similarity, a key point is not looked at a second time."""

ALARM = 0.75
"""P(contradicted) where the guard believes that opposites reverse a sentence, and a judge is heard on it."""

UNSEEN = 0.2
"""P(contradicted) of a plain key point, at which nobody looked for a contradiction, where a judge sees one."""

STRAY_BELOW = -0.08
"""Below this belonging, an answer is to another question; asked there, the verifier gives more such answers points."""


class Evidence(Struct, frozen=True):
    """A stretch of the answer: `text == answer[start:end]`, to the letter."""

    text: str
    start: int
    end: int


def stands_in(answer: str, evidence: Evidence) -> bool:
    """Whether the answer has these words at that place."""
    return bool(evidence.text) and answer[evidence.start : evidence.end] == evidence.text


class Opinion(Struct, frozen=True):
    """What a verifier makes of a key point and an excerpt: log-odds that it is covered, and contradicted."""

    covered: float
    contradicted: float


class Verdict(Struct, frozen=True, kw_only=True):
    """What a judge said of a key point, in a sentence of its own; only "missing" goes without a quote of the answer."""

    status: Status
    quote: Evidence | None
    reason: str


class Reading(Struct, frozen=True, kw_only=True):
    """Everything measured about one key point or misconception; a judgement needs nothing else.

    exact     was one of the key point's exact terms found (None: it has none)
    reversed  does a sentence of the evidence come close to a wording and say the opposite; `says` is that sentence then
    changes   what that sentence has, or may have, the wrong way round
    unsure    does something look reversed that may well not be
    says, reverses  the stretch that best says the point, and the one that best reverses it
    plain     has the point no counter-statements to compare with
    closest   (start, end) of the segments nearest to the point's statements, in order
    opinion   the verifier's, if it was asked
    verdict   the judge's, if it was asked and what it said is to be believed
    """

    id: str
    signals: Signals
    exact: bool | None
    reversed: bool
    says: Evidence
    reverses: Evidence
    changes: tuple[Change, ...] = ()
    unsure: bool = False
    plain: bool = False
    closest: tuple[tuple[int, int], ...] = ()
    opinion: Opinion | None = None
    verdict: Verdict | None = None


class Coverage(Struct, frozen=True, kw_only=True):
    """How far a key point is covered.

    covered, contradicted  probabilities, 0 to 1
    coverage               covered and not contradicted, 0 to 1
    credit                 the share of its weight it earns, 0 to 1; 0 when missing or contradicted
    variance               of that credit around what a person would give
    """

    covered: float
    contradicted: float
    coverage: float
    credit: float
    variance: float
    status: Status


NOTHING = Coverage(covered=0.0, contradicted=0.0, coverage=0.0, credit=0.0, variance=0.0, status="missing")
"""The coverage of every key point by an answer without a word."""


def judge(reading: Reading, calibration: Calibration) -> Coverage:
    """The coverage that follows from a reading: a closed function of stored numbers."""
    covered, contradicted = _probabilities(reading, calibration)
    if reading.exact is not None:  # statements that differ in one number are all alike to the model
        covered, contradicted = float(reading.exact), 0.0
    reversed = _is_reversed(reading, contradicted)
    if reading.verdict and not decided(reading):
        prior = ALARM if reversed else UNSEEN if _unseen(reading, reading.verdict) else contradicted
        covered, contradicted = heard(reading.verdict.status, covered, prior)
    elif reversed or _repeats_counter_statement(reading.signals):
        contradicted = 1.0
    coverage = round(covered * (1 - contradicted), 4)
    kind = calibration.plain if reading.plain and calibration.plain else calibration
    credit = 0.0 if contradicted >= CONTRADICTED_AT else kind.ramp.credit(coverage)
    return Coverage(
        covered=covered,
        contradicted=contradicted,
        coverage=coverage,
        credit=credit,
        variance=kind.spread.variance(coverage),
        status=_status(contradicted, coverage, credit),
    )


def decided(reading: Reading) -> bool:
    """Whether a rule settles the key point, whatever a judge might say of it."""
    denied = reading.reversed and _negates(reading)
    return reading.exact is not None or denied or _repeats_counter_statement(reading.signals)


def in_doubt(reading: Reading, calibration: Calibration) -> bool:
    """Whether similarity leaves the key point open: not surely absent, nor strayed from, nor decided by a rule.

    A plain key point is judged by similarity alone: on data sets that people scored, the verifier did not help.
    """
    if reading.plain or reading.exact is not None:
        return False
    return reading.signals.belonging >= STRAY_BELOW and judge(reading, calibration).covered >= ABSENT_BELOW


def hangs_on_polarity(reading: Reading, coverage: Coverage) -> bool:
    """Whether the point earns credit that a person should look at: it may be reversed, and nobody else was asked."""
    asked = reading.opinion or reading.verdict
    return reading.unsure and not asked and reading.exact is None and coverage.credit > 0


def _status(contradicted: float, coverage: float, credit: float) -> Status:
    if contradicted >= CONTRADICTED_AT:
        return "contradicted"
    if credit == 0:
        return "missing"
    return "covered" if coverage >= COVERED_AT else "partial"


def _probabilities(reading: Reading, calibration: Calibration) -> tuple[float, float]:
    """P(covered) and P(contradicted), from the signals and, where there is one, the verifier's opinion."""
    signals, opinion = reading.signals, reading.opinion
    if reading.plain and calibration.plain:
        return probability(calibration.plain.covered.total(signals)), 0.0
    covered, contradicted = calibration.covered.total(signals), calibration.contradicted.total(signals)
    if opinion and calibration.second:
        blend = calibration.second
        return (
            probability(blend.covered.total(covered, opinion.covered)),
            probability(blend.contradicted.total(contradicted, opinion.contradicted)),
        )
    limit = UNBEATEN_AT_MOST if signals.margin_counter > 0 else 1.0
    return probability(covered), min(probability(contradicted), limit)


def _is_reversed(reading: Reading, contradicted: float) -> bool:
    """Whether the guard, which goes by words, is believed.

    It errs where words are opposites elsewhere but not here, so there the verifier may overrule it; on negation, never.
    """
    sure = reading.opinion is None or _negates(reading)
    return reading.reversed and (sure or contradicted >= GUARD_BELIEVED_FROM)


def _negates(reading: Reading) -> bool:
    return any(change.kind in ("negation", "denial") for change in reading.changes)


def _unseen(reading: Reading, verdict: Verdict) -> bool:
    return reading.plain and verdict.status == "contradicted"


def _repeats_counter_statement(signals: Signals) -> bool:
    return signals.counter_overlap >= REPEATED_OVERLAP and signals.margin_counter <= REPEATED_MARGIN
