"""Numbers in digits and words, with units and bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.polarity.words import read


def agree(one: str, other: str) -> bool:
    [first], [second] = read(one).numbers, read(other).numbers
    assert first.agrees(second) == second.agrees(first)
    return first.agrees(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,000", "3000"),
        ("three thousand", "3000"),
        ("twenty five", "25"),
        ("2 km", "2000 metres"),
        ("4 kilobytes", "4096 bytes"),
        ("4 kilobytes", "4000 bytes"),
        ("50 percent", "50%"),
        ("37 degrees", "37 \u00b0C"),
        ("50 Nm", "50 newton metres"),
        ("3.14 cm", "3.1416 cm"),  # within 1%
        ("over 650", "687"),
        ("at most 10 ms", "8 ms"),
        ("twice", "2"),
        ("5", "5 kg"),  # a number without a unit is compared by its value alone
    ],
)
def test_numbers_that_say_the_same(one: str, other: str) -> None:
    assert agree(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1999", "2000"),  # counts and years are exact
        ("-1", "1"),
        ("2 km", "2 m"),
        ("2 km", "2 kg"),
        ("over 650", "600"),
        ("0.9", "0.99"),
    ],
)
def test_numbers_that_differ(one: str, other: str) -> None:
    assert not agree(one, other)


def test_one_is_a_pronoun_but_before_a_unit() -> None:
    assert read("one of them").numbers == ()
    assert [number.text for number in read("one month").numbers] == ["one month"]


@given(st.integers(0, 10**12))
def test_every_whole_number_is_read_with_and_without_commas(value: int) -> None:
    assert [number.value for number in read(f"{value:,} or {value}").numbers] == [value, value]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    found = read(text)
    assert len(found.tokens) == len(found.shown)
