"""The guard held against changed sentences from many fields, half of them kept aside while it was built."""

from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from grader.polarity.guard import Verdict, compare

Part = Literal["building", "kept aside"]
PARAPHRASE = "paraphrase"
"""The kind of change that a guard on words alone cannot see: the meaning turned round in other words."""

NOTICED_AT_LEAST, ALARMED_AT_MOST = 0.6, 0.02
"""What the guard is held to on the fields kept aside, free paraphrases aside."""


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement, a sentence that reverses it, and one that says the same in other words.

    field  what it is about; whole fields were kept aside
    kind   what the reversal changes; `edit` what the other sentence changes
    """

    field: str
    part: Part
    kind: str
    edit: str
    statement: str
    reversed: str
    same: str


class Tally(Struct, frozen=True, kw_only=True):
    """Of `cases` reversals, those noticed and unsure; of as many sound sentences, those that alarm or raise doubt."""

    name: str
    part: Part
    cases: int
    noticed: int
    unsure: int
    alarmed: int
    doubted: int


class Miss(Struct, frozen=True, kw_only=True):
    """A sentence that the guard got wrong."""

    name: str
    part: Part
    statement: str
    sentence: str
    verdict: Verdict


class Result(Struct, frozen=True, kw_only=True):
    """The tallies by kind of change and by kind of edit, the sentences got wrong, and the two shares that count.

    noticed, alarmed  shares of reversals and of sound sentences in fields kept aside, without free paraphrases, 0 to 1
    """

    noticed: float
    alarmed: float
    kinds: tuple[Tally, ...]
    edits: tuple[Tally, ...]
    misses: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        """Whether the guard does what it is held to."""
        return self.noticed >= NOTICED_AT_LEAST and self.alarmed <= ALARMED_AT_MOST


def shipped_cases() -> list[Case]:
    """The cases that come with the program."""
    lines = resources.files("grader.polarity").joinpath("cases.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Case) for line in lines]


def run(cases: Sequence[Case]) -> Result:
    """Hold the guard against the cases."""
    counted = [case for case in cases if case.part == "kept aside" and case.kind != PARAPHRASE]
    whole = _tally("all", "kept aside", counted)
    return Result(
        noticed=whole.noticed / max(whole.cases, 1),
        alarmed=whole.alarmed / max(whole.cases, 1),
        kinds=_tallies(cases, lambda case: case.kind),
        edits=_tallies(cases, lambda case: case.edit),
        misses=tuple(miss for case in cases for miss in _misses(case)),
    )


def _tallies(cases: Sequence[Case], name_of: Callable[[Case], str]) -> tuple[Tally, ...]:
    """One per name and part, in the order of the cases."""
    groups: dict[tuple[str, Part], list[Case]] = {}
    for case in cases:
        groups.setdefault((name_of(case), case.part), []).append(case)
    return tuple(_tally(*key, group) for key, group in groups.items())


def _tally(name: str, part: Part, cases: Iterable[Case]) -> Tally:
    wrong = [compare(case.statement, case.reversed).verdict for case in cases]
    right = [compare(case.statement, case.same).verdict for case in cases]
    return Tally(
        name=name,
        part=part,
        cases=len(wrong),
        noticed=wrong.count("reversed"),
        unsure=wrong.count("unsure"),
        alarmed=right.count("reversed"),
        doubted=right.count("unsure"),
    )


def _misses(case: Case) -> Iterable[Miss]:
    wrong, right = compare(case.statement, case.reversed).verdict, compare(case.statement, case.same).verdict
    if wrong != "reversed":
        yield Miss(name=case.kind, part=case.part, statement=case.statement, sentence=case.reversed, verdict=wrong)
    if right == "reversed":
        yield Miss(name=case.edit, part=case.part, statement=case.statement, sentence=case.same, verdict=right)
