"""Quotations: they stand in the answer word for word, or they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.coverage import Verdict, stands_in
from grader.llm_judge.grounding import LONGEST_REASON, find_quote, grounded
from grader.llm_judge.reply import Said

ANSWER = "The forget gate decides.\n  It isn\u2019t \u201csmall\u201d \u2013 at all."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("forget gate decides", "forget gate decides"),
        ('"The forget gate decides."', "The forget gate decides"),
        ("gate decides. It isn't", "gate decides.\n  It isn\u2019t"),
        ('isn\'t "small" - at all', "isn\u2019t \u201csmall\u201d \u2013 at all"),
    ],
)
def test_white_space_and_typography_may_differ(quote: str, found: str) -> None:
    evidence = find_quote(ANSWER, quote)
    assert evidence.text == found
    assert stands_in(ANSWER, evidence)


@pytest.mark.parametrize(
    "quote",
    ["", "...", "gate", "The forget gates decide", "the forget gate", "orget gate decides", "forget gate ... at all"],
    ids=["empty", "marks", "one word", "changed", "another case", "half a word", "left out"],
)
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert find_quote(ANSWER, quote) is None


def test_an_answer_of_one_word_can_be_quoted() -> None:
    assert find_quote("Pooling.", "Pooling").text == "Pooling"


def test_a_quotation_of_a_disguised_answer_covers_what_is_hidden_in_it() -> None:
    answer = "The for\u200bget g\u0430te decides."
    assert find_quote(answer, "forget gate").text == "for\u200bget g\u0430te"


@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_is_found_is_quoted_from_the_answer(answer: str, quote: str) -> None:
    found = find_quote(answer, quote)
    assert found is None or stands_in(answer, found)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=2, max_size=12), st.data())
def test_any_run_of_words_is_found(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 2, len(words)))
    assert find_quote("  ".join(words), " ".join(words[start:end])).text == "  ".join(words[start:end])


@pytest.mark.parametrize("quote", ["", " ", "N/A", "none"])
def test_missing_may_go_without_a_quotation(quote: str) -> None:
    verdict = grounded(ANSWER, Said(status="missing", quote=quote, reason="Not there."))
    assert verdict == Verdict(status="missing", quote=None, reason="Not there.")
    assert grounded(ANSWER, Said(status="partial", quote=quote, reason="There.")) is None


def test_missing_with_a_quotation_that_was_made_up_is_not_believed() -> None:
    assert grounded(ANSWER, Said(status="missing", quote="The input gate decides.", reason="?")) is None
    assert grounded(ANSWER, Said(status="missing", quote="forget gate decides", reason="No.")).quote is None


def test_a_reason_becomes_one_line_of_bounded_length() -> None:
    verdict = grounded("An answer.", Said(status="missing", quote="", reason="It\nis\x1b[31m not\u200b " * 99))
    assert "\n" not in verdict.reason
    assert "\x1b" not in verdict.reason
    assert len(verdict.reason) == LONGEST_REASON
