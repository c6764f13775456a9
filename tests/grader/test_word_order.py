"""Word order: what people write is in order, whatever its quality; what is shuffled is not."""

from pathlib import Path

import pytest

from grader.attacks.shuffling import SHUFFLES
from grader.labelled import load
from grader.word_order import DISORDERED_FROM, disorder
from rubric.bank import questions

LABELLED = Path(__file__).parents[2] / "data" / "labelled"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The gate opens.", 0),
        ("gate the of a is opens the", 2 / 20),  # "the of", "a is" of four places, of which 20 are taken at least
        ("the of " * 30, 30 / 60),  # 30 x "the of", and after 29 of the 30 "of" an article, which may follow
        ("values from 0 to 1, y = a + b, (a) and b", 0),
        ("", 0),
    ],
)
def test_the_share_of_places_where_a_word_follows_that_cannot(text, share):
    assert disorder(text) == pytest.approx(share, abs=0.01)


def test_no_labelled_answer_is_in_disorder():
    rows = load(sorted(LABELLED.glob("*.jsonl")))
    assert [row.id for row in rows if disorder(row.answer) >= DISORDERED_FROM] == []


@pytest.mark.parametrize("shuffle", SHUFFLES.values(), ids=SHUFFLES)
def test_nearly_every_shuffled_answer_is(shuffle):
    answers = [answer for question in questions() for answer in question.reference_answers]
    assert sum(disorder(shuffle(answer)) >= DISORDERED_FROM for answer in answers) >= 0.95 * len(answers)
