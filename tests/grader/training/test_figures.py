"""Figures whose value is known."""

from grader.grading import Grader
from grader.labelled import LabelledAnswer, SecondRating
from grader.training.figures import rater_figures, writer_figures
from grader.training.leaving_out import Answer, judged
from rubric import Question

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


def test_each_writer_is_ranked_apart_with_and_without_the_verifier(fake_grader: Grader, sky: Question) -> None:
    texts = ["The sky is azure. Clouds bring rain.", "The sky is azure.", "My dog sleeps."]
    rows = [
        LabelledAnswer(
            id=f"sky-{writer}-{level}",
            question_id="sky",
            writer=writer,
            kind="half",
            level=level,
            answer=text,
            labels={"blue": "missing", "rain": "missing"},
        )
        for writer, order in ((1, texts), (2, texts[::-1]))
        for level, text in zip((5, 3, 0), order, strict=True)
    ]
    answers = [Answer(row, fake_grader.grade(sky, row.answer)) for row in rows]
    found = [judged(one, fake_grader.calibration) for one in answers]
    # the grader ranks the texts as listed; writer 2's levels are the other way round
    assert writer_figures(found, found[:3]) == [
        {"writer": 1, "answers": 3, "spearman": 1.0, "without_verifier": 1.0},
        {"writer": 2, "answers": 3, "spearman": -1.0, "without_verifier": None},
    ]
