"""People over time: each with a summary, progress, topics and levels."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from grader.history.attempts import by_person
from grader.history.confidence import Confidence, confidence_of, topic_confidence
from grader.history.progress import Norms, Progress, norms_of, on_new_questions, on_same_questions
from grader.history.summary import Summary, summaries, summary_of
from grader.log.current import Attempt

NOTHING: Mapping[str, float] = MappingProxyType({})


class Person(Struct, frozen=True, kw_only=True):
    """One candidate over time.

    same_questions, new_questions  progress, see `grader.history.progress`
    yardsticks                     by how many versions of the grader the attempts were judged: compared with each
                                   other only within one
    confidence, topic_confidence   what was expected of the answers that have a confidence; see
                                   `grader.history.confidence`
    """

    candidate: str
    summary: Summary
    same_questions: Progress
    new_questions: Progress
    yardsticks: int
    topics: dict[str, Summary]
    levels: dict[str, Summary]
    confidence: Confidence | None = None
    topic_confidence: dict[str, Confidence] = {}


def people_of(
    chosen: Iterable[Attempt], everything: Iterable[Attempt], expected: Mapping[str, float] = NOTHING
) -> list[Person]:
    """Everybody among the chosen attempts, who answered last first, else by name.

    `everything` gives the norms, `expected` the confidences by the id of the first grade.
    """
    norms = norms_of(everything)
    people = [person_beside(attempts, norms, expected) for _, attempts in sorted(by_person(chosen).items())]
    return sorted(people, key=lambda person: person.summary.last, reverse=True)


def person_of(
    attempts: Sequence[Attempt], everything: Iterable[Attempt], expected: Mapping[str, float] = NOTHING
) -> Person:
    """The one person whose attempts these are; at least one."""
    return person_beside(attempts, norms_of(everything), expected)


def person_beside(attempts: Sequence[Attempt], norms: Norms, expected: Mapping[str, float] = NOTHING) -> Person:
    """The same, where the norms of all people are known."""
    return Person(
        candidate=str(attempts[0].candidate),
        summary=summary_of(attempts),
        same_questions=on_same_questions(attempts),
        new_questions=on_new_questions(attempts, norms),
        yardsticks=len({attempt.yardstick[2:] for attempt in attempts}),
        topics=summaries(attempts, lambda attempt: attempt.topic),
        levels=summaries(attempts, lambda attempt: attempt.level),
        confidence=confidence_of(attempts, expected),
        topic_confidence=topic_confidence(attempts, expected),
    )
