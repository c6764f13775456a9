"""From signals to status, with a calibration made by hand."""

from msgspec import structs

from grader.calibration import Additive, Blend, Calibration, Curve, Plain, Ramp, Second, Spread
from grader.coverage import Coverage, Evidence, Opinion, Reading, Verdict, hangs_on_polarity, in_doubt, judge
from grader.polarity.change import Change
from grader.signals import Signals

# P(covered) follows recall alone: log-odds -4 at 0, +4 at 1; P(contradicted) follows counter_recall the same way.
BY_HAND = Calibration(
    fitted_on="nothing",
    ramp=Ramp(0.2, 0.6),
    covered=Additive(0.0, {"recall": Curve((0.0, 1.0), (-4.0, 4.0))}),
    contradicted=Additive(0.0, {"counter_recall": Curve((0.0, 1.0), (-4.0, 4.0))}),
)
NOTHING = Signals(**dict.fromkeys(Signals.__struct_fields__, 0.0))
HERE = Evidence("here", 0, 4)


def reading(exact: bool | None = None, reversed: bool = False, **signals: float) -> Reading:
    found = structs.replace(NOTHING, **signals)
    return Reading(id="point", signals=found, exact=exact, reversed=reversed, says=HERE, reverses=HERE)


def test_the_verifier_and_the_signals_are_blended() -> None:
    blend = Blend(0.5, 1.0, 2.0)
    blended = structs.replace(BY_HAND, second=Second(blend, blend))
    asked = structs.replace(reading(recall=0.75), opinion=Opinion(covered=-1.5, contradicted=-1.0))
    found = judge(asked, blended)
    # covered 0.5 + 2 - 3 = -0.5: 1 / (1 + e^0.5) = 0.3775; contradicted 0.5 - 4 - 2 = -5.5: 0.0041
    assert (found.covered, found.contradicted) == (0.3775, 0.0041)


def test_a_point_without_counter_statements_is_judged_by_the_plain_curves_and_never_contradicted_by_them() -> None:
    flat = Plain(Additive(1.0, {}), Ramp(0.0, 1.0), Spread(2.0, 0.01))
    found = judge(structs.replace(reading(counter_recall=1.0), plain=True), structs.replace(BY_HAND, plain=flat))
    # 1 / (1 + e^-1) = 0.7311; variance 4 x (0.7311 x 0.2689 + 0.01) = 0.8264
    assert (found.coverage, found.credit, found.contradicted) == (0.7311, 0.7311, 0.0)
    assert abs(found.variance - 0.8264) < 0.0001


def test_what_is_surely_absent_or_decided_by_a_rule_is_not_in_doubt() -> None:
    assert in_doubt(reading(recall=0.5), BY_HAND)
    assert not in_doubt(reading(), BY_HAND)
    assert not in_doubt(reading(recall=0.5, exact=True), BY_HAND)
    assert not in_doubt(reading(recall=0.5, belonging=-0.2), BY_HAND)


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


def test_a_point_is_called_covered_before_it_earns_everything() -> None:
    wide = structs.replace(BY_HAND, ramp=Ramp(0.2, 1.0))
    found = judge(reading(recall=0.625), wide)
    # log-odds 1: 0.7311 x 0.982 = 0.7179; (0.7179 - 0.2) / 0.8 = 0.6474
    assert (found.status, round(found.credit, 3)) == ("covered", 0.647)


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


def test_the_verifier_overrules_the_guard_on_opposites_but_not_on_negation() -> None:
    blend = Blend(0.0, 0.0, 1.0)
    blended = structs.replace(BY_HAND, second=Second(blend, blend))
    asked = structs.replace(reading(recall=1.0, reversed=True), opinion=Opinion(covered=3.0, contradicted=-3.0))
    opposite = structs.replace(asked, changes=(Change("opposite", "curved", "straight"),))
    negated = structs.replace(asked, changes=(Change("negation", "not", ""),))
    hesitant = structs.replace(opposite, opinion=Opinion(covered=3.0, contradicted=-1.0))  # 1 / (1 + e) = 0.27
    found = [judge(one, blended).status for one in (opposite, negated, hesitant)]
    assert found == ["covered", "contradicted", "contradicted"]


def test_credit_hangs_on_polarity_where_it_is_earned_and_nobody_else_was_asked() -> None:
    unsure = structs.replace(reading(recall=1.0), unsure=True)
    earned = judge(unsure, BY_HAND)
    assert (earned.status, hangs_on_polarity(unsure, earned)) == ("covered", True)
    assert not hangs_on_polarity(reading(recall=1.0), earned)
    assert not hangs_on_polarity(structs.replace(unsure, opinion=Opinion(1.0, -1.0)), earned)
    assert not hangs_on_polarity(structs.replace(unsure, exact=True), earned)
    missing = structs.replace(reading(), unsure=True)
    assert not hangs_on_polarity(missing, judge(missing, BY_HAND))


def test_an_exact_term_decides() -> None:
    assert judge(reading(exact=True, counter_recall=1.0), BY_HAND).status == "covered"
    assert judge(reading(exact=False, recall=1.0), BY_HAND).status == "missing"


def heard(found: Reading, status: str, **changes: object) -> Coverage:
    quote = None if status == "missing" else HERE
    return judge(structs.replace(found, verdict=Verdict(status=status, quote=quote, reason="So."), **changes), BY_HAND)


def test_a_verdict_moves_the_odds_of_the_first_pass() -> None:
    # recall 0.5: log-odds 0, even; contradicted 0.018. Covered: odds 4; contradicted 0.018 / 4 = 0.0046
    assert heard(reading(recall=0.5), "covered").covered == 0.8
    assert heard(reading(recall=0.5), "covered").contradicted == 0.0046
    assert heard(reading(recall=0.5), "missing").status == "missing"  # 0.2 x 0.9954 is below the ramp


def test_no_verdict_touches_what_a_rule_decides() -> None:
    denied = (Change("negation", "", "not"),)
    for decided in (
        reading(exact=False),
        structs.replace(reading(recall=1.0, reversed=True), changes=denied),
        reading(recall=1.0, counter_overlap=0.95, margin_counter=-0.1),
    ):
        assert heard(decided, "covered") == judge(decided, BY_HAND)


def test_a_verdict_weighs_against_the_guard_on_opposites() -> None:
    alarmed = structs.replace(reading(recall=1.0, reversed=True), changes=(Change("opposite", "up", "down"),))
    # an alarm counts 3 to 1: 3 / 4 = 0.75, 0.4286; and 3 x 4 = 12, 0.9231
    assert heard(alarmed, "covered").contradicted == 0.4286
    assert heard(alarmed, "contradicted").contradicted == 0.9231


def test_a_judge_may_see_a_contradiction_where_nobody_else_looks_for_one() -> None:
    plain = structs.replace(reading(recall=0.9), plain=True)
    flat = structs.replace(BY_HAND, plain=Plain(Additive(1.0, {}), Ramp(0.0, 1.0), Spread()))
    said = structs.replace(plain, verdict=Verdict(status="contradicted", quote=HERE, reason="So."))
    assert (judge(said, flat).contradicted, judge(said, flat).status) == (0.5, "contradicted")


def test_a_verdict_settles_a_doubt_about_polarity() -> None:
    unsure = structs.replace(
        reading(recall=1.0), unsure=True, verdict=Verdict(status="covered", quote=HERE, reason="So.")
    )
    assert not hangs_on_polarity(unsure, judge(unsure, BY_HAND))
