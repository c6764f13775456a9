"""Numbers with their units, so that "2 km" is "two thousand metres" and not "2 m"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOLERANCE = 0.01
"""Two measures or fractions this close, as a share of the larger, are the same: people round. Counts are exact."""

_BELOW_20 = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_ONES = {name: float(value) for value, name in enumerate(_BELOW_20)}
_TENS = {
    name: 10.0 * tens for tens, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_POWERS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_VALUES = {**_ONES, **_TENS, **_POWERS, "twice": 2.0, "thrice": 3.0}

_UNITS_OF = {
    "length": "nm nanometre nanometer 1e-9, mm millimetre millimeter 1e-3, cm centimetre centimeter 1e-2,"
    " m metre meter 1, km kilometre kilometer 1e3",
    "time": "ns nanosecond 1e-9, ms millisecond 1e-3, s sec second 1, min minute 60, h hr hour 3600, day 86400,"
    " week 604800, month 2629800, year 31557600",
    "mass": "mg milligram 1e-6, g gram 1e-3, kg kilogram kilo 1, t ton tonne 1e3",
    "volume": "ml millilitre milliliter 1e-3, l litre liter 1",
    "data": "bit .125, byte 1, kb kilobyte kib 1e3, mb megabyte mib 1e6, gb gigabyte gib 1e9, tb terabyte tib 1e12,"
    " kilobit kbit 125, megabit mbit 125e3, gigabit gbit 125e6",
    "share": "percent % 1",
    "temperature": "\u00b0 degree 1",
    "voltage": "mv millivolt 1e-3, v volt 1, kv kilovolt 1e3",
    "current": "ma milliampere milliamp 1e-3, ampere amp 1",
    "power": "mw milliwatt 1e-3, w watt 1, kw kilowatt 1e3, megawatt 1e6",
    "frequency": "hz hertz 1, khz kilohertz 1e3, mhz megahertz 1e6, ghz gigahertz 1e9",
    "area": "ha hectare 1, acre .4047",
    "torque": "newtonmetre 1",
}
_UNITS = {
    name: (dimension, float(factor))
    for dimension, listed in _UNITS_OF.items()
    for *names, factor in (entry.split() for entry in listed.split(","))
    for name in names
}
_BOUNDS = {"least": ("over", "above", "more than", "atleast"), "most": ("under", "below", "less than", "atmost")}
_DECIMAL = (1.0,)
_BINARY = (1.0, 1.024, 1.024**2, 1 / 1.024, 1 / 1.024**2)  # a kilobyte is 1000 or 1024 bytes
_DIGITS = re.compile(r"-?\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, its value, the same in the base unit of its dimension, and the tokens it takes.

    dimension  "" for a number without a unit
    bound      "least" or "most" where it is a bound, as in "over 600"
    """

    text: str
    value: float
    in_base: float
    dimension: str
    places: range
    bound: str

    def agrees(self, other: "Number") -> bool:
        """Whether the two say the same; a number without a unit is compared by its value alone."""
        if self.dimension and other.dimension and self.dimension != other.dimension:
            return False
        if self.dimension and other.dimension:
            mine, theirs = self.in_base, other.in_base
            close = _close(mine, theirs, _BINARY if self.dimension == "data" else _DECIMAL)
        else:
            mine, theirs = self.value, other.value
            counted = mine.is_integer() and theirs.is_integer()
            close = mine == theirs if counted else _close(mine, theirs, _DECIMAL)
        return close or _within(self.bound, mine, theirs) or _within(other.bound, theirs, mine)


def read_numbers(tokens: Sequence[str]) -> tuple[Number, ...]:
    """The numbers among the tokens, in digits or in words; "one", a pronoun as well, only with a unit."""
    return tuple(_read_numbers(tokens))


def _read_numbers(tokens: Sequence[str]) -> Iterator[Number]:
    place = 0
    while place < len(tokens):
        end, value = _value(tokens, place)
        dimension, factor, last = _unit(tokens, end)
        if end == place or (tuple(tokens[place:end]) == ("one",) and not dimension):
            place += 1
            continue
        text = " ".join(tokens[place:last])
        yield Number(text, value, value * factor, dimension, range(place, last), _bound(tokens, place))
        place = last


def _value(tokens: Sequence[str], start: int) -> tuple[int, float]:
    """Where the number that begins here ends, and what it is worth; `start` again if there is none."""
    token, end = tokens[start], start + 1
    if _DIGITS.match(token):
        value = float(token.replace(",", ""))
    elif token in _VALUES:
        value = _VALUES[token]
    else:
        return start, 0.0
    if token in _TENS and end < len(tokens) and tokens[end] in _BELOW_20[1:10]:
        end, value = end + 1, value + _ONES[tokens[end]]
    while end < len(tokens) and tokens[end] in _POWERS:
        end, value = end + 1, value * _POWERS[tokens[end]]
    return end, value


def _unit(tokens: Sequence[str], place: int) -> tuple[str, float, int]:
    """Dimension and factor of the unit at this place, and where it ends; no dimension if there is none."""
    for name in (tokens[place], tokens[place].removesuffix("s")) if place < len(tokens) else ():
        if name in _UNITS:
            return *_UNITS[name], place + 1
    return "", 1.0, place


def _bound(tokens: Sequence[str], place: int) -> str:
    before = " ".join(tokens[max(place - 2, 0) : place])
    return next((kind for kind, words in _BOUNDS.items() if before.endswith(words)), "")


def _within(bound: str, limit: float, value: float) -> bool:
    return (bound == "least" and value >= limit) or (bound == "most" and value <= limit)


def _close(one: float, other: float, scales: Sequence[float]) -> bool:
    return any(abs(one - other * scale) <= TOLERANCE * max(abs(one), abs(other * scale)) for scale in scales)
