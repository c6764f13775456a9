"""The cases that come with the program, and what is made of them."""

from collections import Counter

from grader.polarity.selftest import PARAPHRASE, Case, run, shipped_cases

ENOUGH = 25


def test_there_are_enough_cases_of_every_kind_and_no_field_is_in_both_parts() -> None:
    cases = shipped_cases()
    kinds = Counter(case.kind for case in cases if case.kind != PARAPHRASE)
    assert set(kinds) == {"negation", "antonym", "number", "comparative", "roles", "quantifier"}
    assert min(kinds.values()) >= ENOUGH
    fields = {part: {case.field for case in cases if case.part == part} for part in ("building", "kept aside")}
    assert len(fields["building"]) == len(fields["kept aside"]) == 6
    assert not fields["building"] & fields["kept aside"]


def test_a_case_has_three_different_sentences() -> None:
    for case in shipped_cases():
        assert len({case.statement, case.reversed, case.same}) == 3, case


def test_the_guard_does_what_it_is_held_to() -> None:
    assert run(shipped_cases()).passed


def test_tallies_count_each_outcome_once() -> None:
    def case(kind: str, reversed: str, same: str) -> Case:
        statement = "The valve is not open."
        return Case(
            field="f", part="kept aside", kind=kind, edit="e", statement=statement, reversed=reversed, same=same
        )

    result = run(
        [
            case("negation", "The valve is open.", "The valve isn't open."),  # noticed, no alarm
            case("negation", "It is the other way.", "The valve is open."),  # not noticed, an alarm
            case("paraphrase", "It is the other way.", "The valve isn't open."),  # does not count
        ]
    )
    assert (result.noticed, result.alarmed, result.passed) == (0.5, 0.5, False)
    assert [(tally.name, tally.cases, tally.noticed, tally.alarmed) for tally in result.kinds] == [
        ("negation", 2, 1, 1),
        ("paraphrase", 1, 0, 0),
    ]
    assert [(tally.name, tally.cases, tally.alarmed) for tally in result.edits] == [("e", 3, 1)]
    assert [miss.verdict for miss in result.misses] == ["unlike", "reversed", "unlike"]
