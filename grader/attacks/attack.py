"""What a rubric is attacked with: the kinds of attacks, and all attacks of each kind on one question."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from grader.attacks.disguising import DISGUISES
from grader.attacks.keywords import keywords, nonsense, terms
from grader.attacks.negating import NEGATIONS
from grader.attacks.padding import PADDINGS, with_modifiers
from grader.attacks.shuffling import SHUFFLES
from grader.attacks.texts import GIBBERISH, INSTRUCTIONS
from grader.segmentation import segment
from rubric import KeyPoint, Question

Kind = Literal[
    "question",
    "keywords",
    "nonsense",
    "shuffled",
    "negated",
    "neighbour",
    "repeated",
    "gibberish",
    "instructions",
    "disguised_gibberish",
    "disguised",
    "padded",
    "modifier",
    "copied",
]

TITLE: dict[Kind, str] = {
    "question": "question repeated",
    "keywords": "keywords only",
    "nonsense": "keywords in nonsense",
    "shuffled": "reference shuffled",
    "negated": "reference negated",
    "neighbour": "answer to a neighbour",
    "repeated": "one sentence repeated",
    "gibberish": "gibberish",
    "instructions": "instructions",
    "disguised_gibberish": "gibberish disguised",
    "disguised": "good answer disguised",
    "padded": "good answer padded",
    "modifier": "modifier inserted",
    "copied": "reference copied",
}
"""What each kind is called in tables."""

REPETITIONS = 10

Variants = Mapping[str, str]
"""Answers by the name of the variant."""


class Attack(Struct, frozen=True, kw_only=True):
    """An answer that is to fool the grader.

    variant   which one of its kind
    original  the right answer it was made from, if the two are to be graded alike
    """

    kind: Kind
    variant: str
    answer: str
    original: str | None = None


def attacks(question: Question, neighbour: Question | None) -> Iterator[Attack]:
    """Every attack on a question; `neighbour` is the one whose answer is given in place of its own, if there is one."""
    for kind, variants in _worthless(question, neighbour).items():
        for variant, text in variants.items():
            yield Attack(kind=kind, variant=variant, answer=text)
    for name, answer in right_answers(question).items():
        for kind, variants in _worth_the_same(answer).items():
            for variant, text in variants.items():
                yield Attack(kind=kind, variant=f"{name}, {variant}", answer=text, original=answer)


def neighbour_of(question: Question, others: Sequence[Question]) -> Question | None:
    """The next question on the same topic, else the next one; None if there is no other."""
    place = next((place for place, other in enumerate(others) if other.id == question.id), len(others))
    following = [*others[place + 1 :], *others[:place]]
    return next((other for other in following if other.topic == question.topic), next(iter(following), None))


def right_answers(question: Question) -> Variants:
    """The first reference answer, and its first half: scores in the middle move more than full ones."""
    answer = question.reference_answers[0]
    pieces = segment(answer)
    return {"whole answer": answer, "half answer": answer[: pieces[(len(pieces) - 1) // 2].end]}


def lightest(question: Question) -> KeyPoint:
    """The key point that is worth least, the first among equals."""
    return min(question.key_points, key=lambda point: point.weight)


def _worthless(question: Question, neighbour: Question | None) -> dict[Kind, Variants]:
    answer, point = question.reference_answers[0], lightest(question)
    return {
        "question": {"once": question.prompt, "five times": " ".join([question.prompt] * 5)},
        "keywords": {"of the rubric": keywords(question), "of an answer": ", ".join(terms(answer))},
        "nonsense": {"of the rubric": nonsense(question)},
        "shuffled": _each(SHUFFLES, answer),
        "negated": _each(NEGATIONS, answer),
        "neighbour": {neighbour.id: neighbour.reference_answers[0]} if neighbour else {},
        "repeated": {point.id: " ".join([point.text] * REPETITIONS)},
        "gibberish": GIBBERISH,
        "instructions": INSTRUCTIONS,
        "disguised_gibberish": {
            f"{name}, {how}": text for name, plain in GIBBERISH.items() for how, text in _each(DISGUISES, plain).items()
        },
        "copied": {"as it is": answer, **_each(DISGUISES, answer)},
    }


def _worth_the_same(answer: str) -> dict[Kind, Variants]:
    return {
        "disguised": _each(DISGUISES, answer),
        "padded": _each(PADDINGS, answer),
        "modifier": with_modifiers(answer),
    }


def _each(ways: Mapping[str, Callable[[str], str]], text: str) -> Variants:
    return {name: way(text) for name, way in ways.items()}
