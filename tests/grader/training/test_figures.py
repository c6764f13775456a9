"""Figures whose value is known."""

from grader.labelled import LabelledAnswer, SecondRating
from grader.training.figures import rater_figures

FIRST = [
    LabelledAnswer(
        id=f"q-{n}", question_id="q", writer=1, kind="half", level=n, answer="a", labels={"one": one, "two": two}
    )
    for n, (one, two) in enumerate([("covered", "missing"), ("covered", "missing")])
]


def test_raters_who_agree_have_kappa_one() -> None:
    same = [SecondRating(id=row.id, level=row.level, labels=row.labels) for row in FIRST]
    found = rater_figures(FIRST, same)
    assert (found["exact"], found["kappa"], found["level_exact"], found["level_qwk"]) == (1, 1, 1, 1)


def test_kappa_takes_chance_away() -> None:
    other = [
        SecondRating(id="q-0", level=0, labels={"one": "covered", "two": "missing"}),
        SecondRating(id="q-1", level=1, labels={"one": "missing", "two": "missing"}),
    ]
    # three of four the same; by chance 2/4 x 1/4 + 2/4 x 3/4 = 1/2: (3/4 - 1/2) / (1 - 1/2) = 1/2
    assert rater_figures(FIRST, other)["kappa"] == 0.5
    assert rater_figures(FIRST, other)["exact"] == 0.75
