"""Learning from answers and trying it, on similarities that are made up."""

import pytest

from grader.errors import LearningError
from grader.grading import Grader
from grader.learning.answers import Taught, taught
from grader.learning.learning_curve import figures, outcomes
from grader.learning.stretches import further
from grader.learning.trial import FEWEST, enough, grades, left_out, try_rubric
from rubric import Question
from rubric.amending import Statements

SAID = {
    "Up there all is cobalt": ("covered", "missing"),
    "Drops come down on us": ("missing", "covered"),
    "Up there all is cobalt. Drops come down on us": ("covered", "covered"),
    "I never look": ("missing", "missing"),
}
OPENINGS = ("Well", "Look", "Listen", "Say", "Right", "Now", "So", "Hm")


@pytest.fixture
def rows(sky: Question) -> list[Taught]:
    """Answers by eight people who use the same words, none of them the rubric's."""
    return [
        taught(sky, f"{text}, {opening.lower()}.", dict(zip(("blue", "rain"), labels, strict=True)), opening, None)
        for opening in OPENINGS
        for text, labels in SAID.items()
    ]  # fmt: skip


def test_what_is_covered_becomes_a_wording_and_what_is_contradicted_a_counter_statement(
    fake_grader: Grader, sky: Question
) -> None:
    rows = [
        taught(sky, "Azure it looks  overhead to me. And so on.", {"blue": "covered"}, "ana", None),
        taught(sky, "Green are the heavens to me. And so on.", {"blue": "contradicted"}, "ben", None),
        taught(sky, "Overhead it looks azure.", {"blue": "covered"}, "cem", None),  # as the rubric has it
        taught(sky, "Azure, partly.", {"blue": "partial"}, "dan", None),
        taught(sky, "", {"blue": "covered"}, "eva", None),
    ]
    seen = zip(rows, [fake_grader.grade(sky, row.answer) for row in rows], strict=True)
    learned = Statements(
        wordings=("Azure it looks overhead to me.",), counter_statements=("Green are the heavens to me.",)
    )
    assert further(sky, seen) == {"blue": learned}


def test_words_that_are_taught_are_recognised_in_answers_by_others(
    fake_grader: Grader, sky: Question, rows: list[Taught]
) -> None:
    found = try_rubric(fake_grader, sky, rows)
    assert (found.answers, found.writers, found.helps) == (32, 8, True)
    assert (found.error.after or 0) < (found.error.before or 0) / 2
    assert (found.auc.after or 0) > (found.auc.before or 0)


def test_an_answer_is_not_graded_by_what_its_own_writer_taught(
    fake_grader: Grader, sky: Question, rows: list[Taught]
) -> None:
    mine = [taught(sky, row.answer, row.labels, "me", None) for row in rows[:4]]
    silent = [
        taught(sky, f"Nothing, {name}.", dict.fromkeys(("blue", "rain"), "missing"), name, None) for name in OPENINGS
    ]
    before = grades(fake_grader, sky, [*mine, *silent])
    after = left_out(fake_grader, sky, [*mine, *silent], before)
    assert [one.grade for one in after[:4]] == [one.grade for one in before[:4]]
    assert [one.grade for one in after[4:]] != [one.grade for one in before[4:]]


def test_too_few_answers_or_writers_are_refused(rows: list[Taught], sky: Question) -> None:
    with pytest.raises(LearningError, match=f"9 different answers are too few: .* fewer than {FEWEST}; label 1 more"):
        enough(rows[:9])
    mine = [taught(sky, row.answer, row.labels, "me", None) for row in rows]
    with pytest.raises(LearningError, match="all answers are by one writer"):
        enough(mine)
    with pytest.raises(LearningError, match="no answer has a score, or labels of all key points"):
        enough([taught(sky, row.answer, {"blue": "covered"}, row.writer, None) for row in rows])
    blank = taught(sky, "  ", {"blue": "missing"}, "w", None)
    assert enough([*rows, blank]) == rows


def test_the_learning_curve_counts_answers_and_never_teaches_by_those_it_grades(
    fake_grader: Grader, sky: Question, rows: list[Taught]
) -> None:
    found = list(outcomes(fake_grader, sky, rows))
    # eight writers in four parts: two are graded, the others' 24 answers teach, so that 40 are too many
    assert [one.count for one in found] == [5, 10, 20] * 4
    assert {one.trial.answers for one in found} == {8}
    shown = figures(found)
    assert shown["20"]["error"]["after"] < shown["20"]["error"]["before"] / 2
    assert (shown["5"]["kept"], shown["20"]["kept_and_worse"]) == (None, 0.0)
