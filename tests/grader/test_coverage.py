"""From signals to status, with a calibration made by hand."""

from msgspec import structs

from grader.calibration import Additive, Calibration, Curve
from grader.coverage import Evidence, Reading, judge
from grader.signals import Signals

# P(covered) follows recall alone: log-odds -4 at 0, +4 at 1; P(contradicted) follows counter_recall the same way.
BY_HAND = Calibration(
    fitted_on="nothing",
    missing_at=0.2,
    covered_at=0.6,
    covered=Additive(0.0, {"recall": Curve((0.0, 1.0), (-4.0, 4.0))}),
    contradicted=Additive(0.0, {"counter_recall": Curve((0.0, 1.0), (-4.0, 4.0))}),
)
NOTHING = Signals(**dict.fromkeys(Signals.__struct_fields__, 0.0))
HERE = Evidence("here", 0, 4)


def reading(exact: bool | None = None, reversed: bool = False, **signals: float) -> Reading:
    found = structs.replace(NOTHING, **signals)
    return Reading(id="point", signals=found, exact=exact, reversed=reversed, says=HERE, reverses=HERE)


def test_a_probability_is_the_logistic_function_of_the_curves() -> None:
    found = judge(reading(recall=0.75), BY_HAND)
    # log-odds 2: 1 / (1 + e^-2) = 0.8808; contradicted 1 / (1 + e^4) = 0.0180; 0.8808 x 0.982 = 0.8649
    assert (found.covered, found.contradicted, found.coverage) == (0.8808, 0.018, 0.8649)
    assert (found.credit, found.status) == (1.0, "covered")


def test_credit_rises_in_proportion_between_the_limits() -> None:
    found = judge(reading(recall=0.45), BY_HAND)
    # log-odds -0.4: 0.4013 x 0.982 = 0.3941; (0.3941 - 0.2) / 0.4 = 0.4853
    assert (found.coverage, found.status) == (0.3941, "partial")
    assert abs(found.credit - 0.4852) < 0.0002


def test_nothing_said_is_missing() -> None:
    assert judge(reading(), BY_HAND).status == "missing"


def test_a_counter_statement_beats_the_point_it_reverses() -> None:
    found = judge(reading(recall=1.0, counter_recall=0.9), BY_HAND)
    assert (found.status, found.credit) == ("contradicted", 0.0)


def test_a_counter_statement_that_a_wording_beats_contradicts_nothing() -> None:
    found = judge(reading(recall=1.0, counter_recall=0.9, margin_counter=0.01), BY_HAND)
    assert (found.contradicted, found.status) == (0.3, "covered")


def test_a_counter_statement_repeated_is_contradicted_whatever_the_curves_say() -> None:
    repeated = reading(recall=1.0, counter_overlap=0.95, margin_counter=-0.1)
    assert judge(repeated, BY_HAND).status == "contradicted"


def test_a_near_copy_reversed_is_contradicted() -> None:
    assert judge(reading(recall=1.0, reversed=True), BY_HAND).status == "contradicted"


def test_an_exact_term_decides() -> None:
    assert judge(reading(exact=True, counter_recall=1.0), BY_HAND).status == "covered"
    assert judge(reading(exact=False, recall=1.0), BY_HAND).status == "missing"
