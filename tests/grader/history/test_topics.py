"""Where everyone is weak: latest attempts, the weakest topic first."""

from collections.abc import Callable

from grader.coverage import Status
from grader.history.topics import topics_of
from grader.log.current import Attempt, AttemptPoint

Make = Callable[..., Attempt]


def point(attempt: Attempt, id: str, status: Status) -> AttemptPoint:
    return AttemptPoint(
        first_id=attempt.first_id, position=0, key_point_id=id, weight=1, status=status, machine_status=status,
        human_status=None,
    )  # fmt: skip


def test_the_weakest_topic_comes_first_and_only_the_latest_attempt_counts(attempt: Make) -> None:
    found = topics_of(
        [
            attempt("Sample Ana", "q", 0, topic="a"),
            attempt("Sample Ana", "q", 90, topic="a"),
            attempt("Sample Ben", "q", 30, topic="a"),
            attempt("Sample Ana", "r", 50, topic="b"),
        ],
        [],
    )
    assert [(one.topic, one.people, one.answers, one.mean, one.weak, one.change) for one in found] == [
        ("b", 1, 1, 50, 0, None),
        ("a", 2, 2, 60, 1, 90),
    ]


def test_the_key_point_most_often_missed_is_named_from_five_answers_on(attempt: Make) -> None:
    attempts = [attempt(f"Sample {n}", "q", 50) for n in range(5)]
    points = [point(one, "a", "covered") for one in attempts]
    points += [point(one, "b", "contradicted" if n else "partial") for n, one in enumerate(attempts)]
    [topic] = topics_of(attempts, points)
    assert topic.weakest
    assert (topic.weakest.key_point_id, topic.weakest.missed, topic.weakest.answers) == ("b", 4, 5)
    [few] = topics_of(attempts[:4], points)
    assert few.weakest is None
