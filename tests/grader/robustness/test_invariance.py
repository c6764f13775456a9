"""How far rewordings move scores: summaries of made-up changes, and the whole on a made-up encoder."""

import pytest

from grader.grading import Grader
from grader.robustness.invariance import Change, Invariance, answers_to_reword, reword_all, summarise
from grader.training.ordering import Specimen
from rubric import Question


def change(before: float, after: float, kind: str = "typos") -> Change:
    return Change(kind=kind, question_id="q", source="s", before=before, after=after, reworded="t")


def summary(*changes: Change) -> Invariance:
    [line] = summarise(changes)
    return line


def test_a_kind_is_summed_up_by_mean_and_largest_absolute_change():
    found = summary(change(50, 54), change(50, 44), change(50, 50))
    assert (found.answers, found.mean, found.worst.size) == (3, 3.33, 6)  # (4 + 6 + 0) / 3


@pytest.mark.parametrize(
    ("sizes", "holds"), [((4.9,), True), ((5,), False), ((10, 0, 0), True), ((10.1, 0, 0), False), ((7, 5, 2), True)]
)
def test_the_limits_are_below_5_on_average_and_10_at_most(sizes, holds):
    assert summary(*(change(50, 50 + size) for size in sizes)).holds == holds


def test_changes_beyond_the_limit_are_kept_largest_first():
    found = summary(change(50, 61), change(50, 30), change(50, 60))
    assert [one.after for one in found.beyond] == [30, 61]


def test_lines_come_in_the_order_of_the_kinds():
    lines = summarise([change(1, 1, "slips"), change(1, 1, "typos")])
    assert [line.kind for line in lines] == ["typos", "slips"]


def test_reference_answers_and_their_halves_are_reworded(bank: dict[str, Question]):
    found = answers_to_reword([bank["lstm"], bank["gan"]])
    assert len(found) == 12  # 2 questions x 2 reference answers x (whole, first half, second half)


def test_every_rewording_is_compared_with_the_answer_it_was_made_from(fake_grader: Grader, sky: Question):
    answers = [Specimen(sky, "reference", "an answer", text) for text in ("The sky is blue.", "Rain.")]
    found = list(reword_all(fake_grader, answers))
    plain = [fake_grader.grade(sky, specimen.answer).grade.percent for specimen in answers]
    assert [{one.before for one in changes} for changes in found] == [{percent} for percent in plain]
    assert {one.kind for one in found[1]} == {"list", "upper_case"}
    for one in (one for changes in found for one in changes):
        assert one.after == fake_grader.grade(sky, one.reworded).grade.percent
