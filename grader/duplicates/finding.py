"""Which answers are nearly the same text as another person's, as a reference answer, or as an earlier attempt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from grader.duplicates.likeness import Runs, alike, likeness, runs_of, words_of
from grader.log.current import Attempt

Kind = Literal["another person", "a reference answer", "an earlier attempt"]

SHORTEST = 10
"""Answers of fewer words are left out: there are few ways to say so little."""


class Side(Struct, frozen=True, kw_only=True):
    """An answer, by the newest grade of it."""

    id: str
    candidate: str | None
    created: str

    @classmethod
    def of(cls, attempt: Attempt) -> "Side":
        """The side an attempt is on."""
        return cls(id=attempt.id, candidate=attempt.candidate, created=attempt.created)


class Duplicate(Struct, frozen=True, kw_only=True):
    """An answer and the text before it that it is most like.

    alike   percent of all their runs of three words that both have
    other   the earlier answer; None for a reference answer of the rubric
    others  so many further earlier texts of this kind are at least as alike as was asked
    """

    question_id: str
    kind: Kind
    alike: float
    answer: Side
    other: Side | None
    others: int


class Found(Struct, frozen=True, kw_only=True):
    """What was found among so many answers; `short` of them were too short to be compared."""

    duplicates: tuple[Duplicate, ...]
    answers: int
    short: int


def duplicates_of(
    attempts: Sequence[Attempt],
    texts: Mapping[str, str],
    references: Callable[[Attempt], Iterable[str]],
    at_least: float,
    looked_at: Callable[[Attempt], bool] = lambda _: True,
) -> Found:
    """For each answer the earlier text it is most like, of each kind; the most alike first.

    attempts    in the order of answering; answers are compared where they answer the same question
    texts       the answers, by the id of the grade that they got first
    references  the reference answers to the question of an attempt
    at_least    likeness, 0 to 1
    looked_at   pairs of which neither answer is looked at are left out
    """
    read = {one.first_id: words_of(texts[one.first_id]) for one in attempts}
    long = [one for one in attempts if len(read[one.first_id]) >= SHORTEST]
    runs = {one.first_id: runs_of(read[one.first_id]) for one in long}
    by_question: dict[str, list[Attempt]] = {}
    for one in long:
        by_question.setdefault(one.question_id, []).append(one)
    found: list[Duplicate] = []
    for of_one in by_question.values():
        found += _answers(of_one, [runs[one.first_id] for one in of_one], at_least, looked_at)
    found += _references(filter(looked_at, long), runs, references, at_least)
    found.sort(key=lambda one: (-one.alike, one.answer.created, one.answer.id, one.kind))
    return Found(duplicates=tuple(found), answers=len(attempts), short=len(attempts) - len(long))


def _answers(
    attempts: Sequence[Attempt], runs: Sequence[Runs], at_least: float, looked_at: Callable[[Attempt], bool]
) -> Iterator[Duplicate]:
    """Of answers to one question."""
    matches: dict[tuple[int, Kind], list[tuple[float, int]]] = {}
    for earlier, later, found in alike(runs, at_least):
        if looked_at(attempts[earlier]) or looked_at(attempts[later]):
            own = attempts[earlier].person == attempts[later].person
            kind: Kind = "an earlier attempt" if own else "another person"
            matches.setdefault((later, kind), []).append((-found, earlier))
    for (later, kind), those in matches.items():
        nearest, earlier = min(those)
        yield _duplicate(attempts[later], kind, -nearest, attempts[earlier], len(those) - 1)


def _references(
    attempts: Iterable[Attempt],
    runs: Mapping[str, Runs],
    references: Callable[[Attempt], Iterable[str]],
    at_least: float,
) -> Iterator[Duplicate]:
    known: dict[str, list[Runs]] = {}
    for one in attempts:
        if one.rubric_hash not in known:
            known[one.rubric_hash] = [runs_of(words_of(reference)) for reference in references(one)]
        near = [found for other in known[one.rubric_hash] if (found := likeness(runs[one.first_id], other)) >= at_least]
        if near:
            yield _duplicate(one, "a reference answer", max(near), None, len(near) - 1)


def _duplicate(answer: Attempt, kind: Kind, found: float, other: Attempt | None, others: int) -> Duplicate:
    return Duplicate(
        question_id=answer.question_id,
        kind=kind,
        alike=round(100 * found, 1),
        answer=Side.of(answer),
        other=None if other is None else Side.of(other),
        others=others,
    )
