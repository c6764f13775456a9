"""Attempts put in order: by person, and the first one at each question."""

from collections.abc import Callable, Iterable, Iterator

from grader.log.current import Attempt


def by_person(attempts: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    """The attempts of each candidate, in order of time; those without a candidate are left out."""
    people: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.candidate is not None:
            people.setdefault(attempt.candidate, []).append(attempt)
    return people


def by_question(attempts: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    """The attempts at each question, in the order in which the questions were first answered."""
    return grouped(attempts, lambda attempt: attempt.question_id)


def grouped(attempts: Iterable[Attempt], key: Callable[[Attempt], str]) -> dict[str, list[Attempt]]:
    """The attempts of each part that the key tells apart, in order of the first attempts."""
    found: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        found.setdefault(key(attempt), []).append(attempt)
    return found


def first_attempts(attempts: Iterable[Attempt]) -> Iterator[Attempt]:
    """Each person's first attempt at each question; the attempts come in order of time."""
    seen: set[tuple[str, str]] = set()
    for attempt in attempts:
        if (key := (attempt.person, attempt.question_id)) not in seen:
            seen.add(key)
            yield attempt


def latest_attempts(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Each person's latest attempt at each question, in order of time of the first one."""
    return list({(attempt.person, attempt.question_id): attempt for attempt in attempts}.values())
