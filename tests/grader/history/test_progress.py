"""Who gets better: on questions tried again, on new ones, and when it cannot be told."""

from collections.abc import Callable

import pytest

from grader.history.attempts import first_attempts, latest_attempts
from grader.history.people import people_of, person_of
from grader.history.progress import norms_of, on_new_questions, on_same_questions
from grader.history.summary import summary_of
from grader.log.current import Attempt

Make = Callable[..., Attempt]
OTHERS = [f"Sample {n}" for n in range(6)]


def again(attempt: Make, questions: int, first: float, second: float) -> list[Attempt]:
    """One person's two rounds over so many questions."""
    return [
        attempt("Sample Ana", f"q{n}", percent) for percent in (first, second) for n in range(questions)
    ]  # fmt: skip


@pytest.mark.parametrize(("questions", "verdict"), [(1, "cannot tell yet"), (5, "cannot tell yet"), (6, "better")])
def test_six_questions_that_all_went_better_are_enough(attempt: Make, questions: int, verdict: str) -> None:
    found = on_same_questions(again(attempt, questions, 40, 60))
    assert (found.verdict, found.questions, found.attempts, found.change) == (verdict, questions, 2 * questions, 20)


def test_worse_is_told_as_well(attempt: Make) -> None:
    assert on_same_questions(again(attempt, 6, 60, 40)).verdict == "worse"


def test_one_attempt_each_says_nothing_of_the_same_questions(attempt: Make) -> None:
    found = on_same_questions([attempt("Sample Ana", f"q{n}", 10 * n) for n in range(9)])
    assert (found.verdict, found.questions, found.change, found.p) == ("cannot tell yet", 0, None, 1)


def test_attempts_judged_by_another_rubric_are_not_compared(attempt: Make) -> None:
    found = [attempt("Sample Ana", f"q{n}", 40) for n in range(9)]
    found += [attempt("Sample Ana", f"q{n}", 90, rubric_hash="another") for n in range(9)]
    assert on_same_questions(found).questions == 0


def test_harder_questions_later_are_no_decline(attempt: Make) -> None:
    # everybody earns 90, 80, ... 10 on the questions, in this order; Ana earns what the others earn
    everything = [attempt(name, f"q{n}", 90 - 10 * n) for name in [*OTHERS, "Sample Ana"] for n in range(9)]
    mine = [one for one in everything if one.candidate == "Sample Ana"]
    found = on_new_questions(mine, norms_of(everything))
    assert (found.verdict, found.questions, found.change) == ("cannot tell yet", 9, 0)


def test_doing_better_and_better_beside_others_is_told(attempt: Make) -> None:
    everything = [attempt(name, f"q{n}", 50) for name in OTHERS for n in range(9)]
    everything += [attempt("Sample Ana", f"q{n}", 10 * n) for n in range(9)]
    found = on_new_questions(everything[-9:], norms_of(everything))
    assert (found.verdict, found.questions) == ("better", 9)


def test_of_questions_few_others_answered_the_difficulty_is_not_known(attempt: Make) -> None:
    everything = [attempt(name, f"q{n}", 50) for name in OTHERS[:4] for n in range(9)]
    everything += [attempt("Sample Ana", f"q{n}", 10 * n) for n in range(9)]
    assert on_new_questions(everything[-9:], norms_of(everything)).questions == 0


def test_a_second_attempt_is_not_new(attempt: Make) -> None:
    everything = [attempt(name, "q", 50) for name in OTHERS] + [attempt("Sample Ana", "q", p) for p in (0, 100)]
    assert on_new_questions(everything[-2:], norms_of(everything)).questions == 1


def test_a_summary_counts_each_question_once(attempt: Make) -> None:
    # latest attempts: q 80, r 20 -> mean 50; q went from 40 to 80, r was not tried again
    found = summary_of([attempt("Sample Ana", *pair) for pair in (("q", 40), ("r", 20), ("q", 100), ("q", 80))])
    assert (found.attempts, found.questions, found.mean) == (4, 2, 50)
    assert (found.best, found.latest, found.change) == (100, 80, 40)


def test_answers_without_a_candidate_are_nobodys_history(attempt: Make) -> None:
    everything = [attempt(None, "q", 10), attempt(None, "q", 20), attempt("Sample Ana", "q", 30)]
    assert [person.candidate for person in people_of(everything, everything)] == ["Sample Ana"]
    assert len(list(first_attempts(everything))) == len(latest_attempts(everything)) == 3


def test_topics_and_levels_are_told_apart(attempt: Make) -> None:
    mine = [attempt("Sample Ana", "q", 10, topic="a", level="basic"), attempt("Sample Ana", "r", 30, topic="b")]
    person = person_of(mine, mine)
    assert {name: one.mean for name, one in person.topics.items()} == {"a": 10, "b": 30}
    assert {name: one.attempts for name, one in person.levels.items()} == {"basic": 2}
