"""What attacks on a rubric earn, and whether that is within the limits."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from msgspec import Struct

from grader.attacks.attack import Attack, Kind, attacks, lightest, neighbour_of
from grader.authoring import REFERENCE_AT_LEAST
from grader.grade import Grade
from grader.grading import Grader
from rubric import Question

EARNS_AT_MOST = 25.0
"""Percent that an answer which says nothing right may earn."""

PADDED_LESS_THAN = 3.0
MODIFIED_LESS_THAN = 2.0
"""Percentage points that idle talk may move a right answer, and a modifier on average over a question."""

LIMITS: dict[Kind, str] = {
    "gibberish": "0%",
    "disguised_gibberish": "0%",
    "disguised": "same, or flagged",
    "padded": f"change < {PADDED_LESS_THAN:g}",
    "modifier": f"mean change < {MODIFIED_LESS_THAN:g}",
    "copied": f">= {REFERENCE_AT_LEAST:g}% and flagged",
}
"""The limits in words, where they are not the common one."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What one attack earned, and how far that is from what its original earns, in percentage points."""

    attack: Attack
    grade: Grade
    change: float


class Verdict(Struct, frozen=True, kw_only=True):
    """One kind of attack on one question, by its worst variant.

    percent      what the worst variant earns
    change       its distance from the right answer it was made from, in percentage points; None if it has none
    mean_change  the mean absolute change of all variants; None likewise
    over         how far the kind is beyond its limit, in percentage points; negative within it
    """

    question_id: str
    kind: Kind
    variant: str
    percent: float
    change: float | None
    mean_change: float | None
    limit: str
    over: float
    holds: bool


def resist(grader: Grader, questions: Sequence[Question], others: Sequence[Question]) -> Iterator[list[Verdict]]:
    """The verdicts on each question, lazily and in order; neighbours are looked for among the `others`."""
    for question in questions:
        made = list(attacks(question, neighbour_of(question, others)))
        outcomes = _outcomes(grader, question, made)
        kinds = dict.fromkeys(attack.kind for attack in made)
        yield [verdict(question, kind, [one for one in outcomes if one.attack.kind == kind]) for kind in kinds]


def _outcomes(grader: Grader, question: Question, made: Sequence[Attack]) -> list[Outcome]:
    texts = dict.fromkeys(text for attack in made for text in (attack.answer, attack.original) if text is not None)
    results = grader.grade_all((question, text) for text in texts)
    grades = dict(zip(texts, (one.grade for one in results), strict=True))
    return [Outcome(attack=attack, grade=grades[attack.answer], change=_change(attack, grades)) for attack in made]


def _change(attack: Attack, grades: Mapping[str, Grade]) -> float:
    if attack.original is None:
        return 0.0
    return round(grades[attack.answer].percent - grades[attack.original].percent, 1)


def verdict(question: Question, kind: Kind, outcomes: Sequence[Outcome]) -> Verdict:
    """The verdict on one kind of attack from what its variants earned."""
    worst = max(outcomes, key=lambda one: _over(question, one))
    over = _over(question, worst)
    original = worst.attack.original is not None
    mean_change = round(mean(abs(one.change) for one in outcomes), 2)
    if kind == "modifier":
        over = round(mean_change - MODIFIED_LESS_THAN, 2)
    return Verdict(
        question_id=question.id,
        kind=kind,
        variant=worst.attack.variant,
        percent=worst.grade.percent,
        change=worst.change if original else None,
        mean_change=mean_change if original else None,
        limit=LIMITS.get(kind, f"{_most(question, kind):g}%"),
        over=over,
        holds=over < 0 or (over == 0 and kind not in ("padded", "modifier")),
    )


def _over(question: Question, one: Outcome) -> float:
    """How far one attack is beyond its limit, in percentage points; a copy that is not flagged is 100 beyond."""
    flagged, distance = one.grade.conditions, abs(one.change)
    match one.attack.kind:
        case "padded":
            return round(distance - PADDED_LESS_THAN, 1)
        case "modifier":
            return distance
        case "disguised":
            return 0.0 if "disguised_characters" in flagged else distance
        case "copied":
            return round(REFERENCE_AT_LEAST - one.grade.percent, 1) if "copied_reference" in flagged else 100.0
        case kind:
            return round(one.grade.percent - _most(question, kind), 1)


def _most(question: Question, kind: Kind) -> float:
    """Percent that an attack may earn; a right sentence what it is worth, if that is more than others may."""
    if kind in ("gibberish", "disguised_gibberish"):
        return 0.0
    worth = 100 * lightest(question).weight / question.max_points if kind == "repeated" else 0.0
    return round(max(EARNS_AT_MOST, worth), 1)
