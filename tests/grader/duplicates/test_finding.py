"""Who is like whom: each answer once of each kind, by the earlier text that it is most like."""

from collections.abc import Callable

from grader.duplicates.finding import SHORTEST, Duplicate, duplicates_of
from grader.log.current import Attempt

Make = Callable[..., Attempt]
LONG = "the forget gate decides which parts of the old cell state are kept and which are thrown away".split()


def text(changed: int = 0, like: list[str] = LONG) -> str:
    """The text with so many of its last words changed."""
    kept = len(like) - changed
    return " ".join([*like[:kept], *(f"other{n}" for n in range(changed))])


def found(given: list[tuple[Attempt, str]], references: tuple[str, ...] = (), **others: object) -> list[Duplicate]:
    attempts = [attempt for attempt, _ in given]
    texts = {attempt.first_id: answer for attempt, answer in given}
    return list(duplicates_of(attempts, texts, lambda _: references, 0.5, **others).duplicates)


def told(duplicates: list[Duplicate]) -> list[tuple[str | None, str, str | None, int]]:
    return [(one.answer.candidate, one.kind, one.other and one.other.candidate, one.others) for one in duplicates]


def test_each_answer_is_held_against_the_earlier_one_that_it_is_most_like(attempt: Make) -> None:
    ana, ben, chi = (attempt(name, "lstm", 50) for name in ("Sample Ana", "Sample Ben", "Sample Chi"))
    shown = found([(ana, text()), (ben, text(3)), (chi, text(2))])
    # 18 words are 16 runs. 3 changed at the end leave 13: Ben 13/19. 2 changed leave 14: Chi 14/18 to Ana, 13/19 to Ben
    assert told(shown) == [
        ("Sample Chi", "another person", "Sample Ana", 1),
        ("Sample Ben", "another person", "Sample Ana", 0),
    ]
    assert [one.alike for one in shown] == [77.8, 68.4]


def test_own_attempts_and_reference_answers_are_kinds_of_their_own(attempt: Make) -> None:
    first, second = attempt("Sample Ana", "lstm", 50), attempt("Sample Ana", "lstm", 60)
    nameless, other = attempt(None, "lstm", 50), attempt(None, "lstm", 50)
    shown = found([(first, text()), (second, text()), (nameless, text(1)), (other, text(9))], (text(1), "Other words."))
    assert told(shown) == [
        ("Sample Ana", "an earlier attempt", "Sample Ana", 0),
        (None, "a reference answer", None, 0),
        ("Sample Ana", "a reference answer", None, 0),
        ("Sample Ana", "a reference answer", None, 0),
        (None, "another person", "Sample Ana", 1),
    ]


def test_other_questions_and_short_answers_are_left_out(attempt: Make) -> None:
    same = [attempt(f"Sample {n}", question, 50) for n, question in enumerate(("lstm", "gan", "lstm", "lstm"))]
    short = " ".join(LONG[: SHORTEST - 1])
    given = list(zip(same, [text(), text(), short, short], strict=True))
    result = duplicates_of(same, {one.first_id: answer for one, answer in given}, lambda _: (text(),), 0.5)
    assert [one.kind for one in result.duplicates] == ["a reference answer", "a reference answer"]
    assert (result.answers, result.short) == (4, 2)


def test_pairs_are_shown_when_either_side_is_looked_at(attempt: Make) -> None:
    people = [attempt(f"Sample {n}", "lstm", 50) for n in range(4)]
    given = [(one, text()) for one in people]
    shown = found(given, (text(),), looked_at=lambda one: one.candidate == "Sample 1")
    assert told(shown) == [
        ("Sample 1", "a reference answer", None, 0),
        ("Sample 1", "another person", "Sample 0", 0),
        ("Sample 2", "another person", "Sample 1", 0),
        ("Sample 3", "another person", "Sample 1", 0),
    ]
