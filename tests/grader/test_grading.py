"""The whole pipeline with the real model."""

import random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.attacks.shuffling import by_sentence
from grader.errors import AnswerError
from grader.grading import MAX_CHARACTERS, Grader
from grader.segmentation import segment
from rubric import KeyPoint, Question

FILLER = "My uncle keeps bees near the river and sells the honey at the market on Saturdays. "


def test_a_grade_has_a_status_and_a_quotation_per_key_point(grader: Grader, bank: dict[str, Question]) -> None:
    answer = bank["gan"].reference_answers[1]
    grade = grader.grade(bank["gan"], answer).grade
    assert [point.id for point in grade.key_points] == [point.id for point in bank["gan"].key_points]
    for point in grade.key_points:
        if point.evidence:
            assert answer[point.evidence.start : point.evidence.end] == point.evidence.text
        assert (point.evidence is None) == (point.status == "missing")


def test_the_same_answer_scores_the_same_alone_in_a_batch_of_500_and_in_another_order(
    grader: Grader, bank: dict[str, Question]
) -> None:
    pairs = [
        (question, piece.text)
        for question in bank.values()
        for answer in question.reference_answers
        for piece in segment(answer)
    ][:500]
    together = list(grader.grade_all(pairs))
    order = list(range(len(pairs)))
    random.Random(1).shuffle(order)
    shuffled = dict(zip(order, grader.grade_all(pairs[i] for i in order), strict=True))
    for index in range(0, 500, 25):
        alone = grader.grade(*pairs[index])
        assert alone.observation == together[index].observation == shuffled[index].observation
        assert alone.grade == together[index].grade == shuffled[index].grade


def test_the_last_sentence_of_3000_words_still_counts(grader: Grader, bank: dict[str, Question]) -> None:
    question = bank["epoch-batch-iteration"]
    long = FILLER * 188
    assert len(long.split()) > 3000
    last = "With 10,000 images in batches of 200, fifty iterations make one epoch."
    without, with_last = (grader.grade(question, text).grade for text in (long, long + last))
    assert without.points == 0
    found = next(point for point in with_last.key_points if point.id == "fifty-iterations")
    assert found.status == "covered"
    assert with_last.points > 0


def test_3000_words_without_a_full_stop_are_read_to_the_end(grader: Grader, bank: dict[str, Question]) -> None:
    question = bank["cnn-pooling"]
    last = "pooling slides a window over the feature map and keeps the maximum or the average of each region"
    answer = "well " * 3000 + last
    grade = grader.grade(question, answer).grade
    assert any(point.evidence and point.evidence.end == len(answer) for point in grade.key_points)


@pytest.mark.parametrize("answer", ["", "   \n\t ", "...", "\u200b"])
def test_nothing_said_is_blank_and_earns_nothing(grader: Grader, bank: dict[str, Question], answer: str) -> None:
    grade = grader.grade(bank["lstm"], answer).grade
    assert (grade.conditions, grade.points, grade.band) == (("blank",), 0, "poor")
    assert {point.status for point in grade.key_points} == {"missing"}


@pytest.mark.parametrize(
    ("answer", "condition"),
    [
        ("fine", "too_short"),
        ("How does an LSTM network work? An LSTM network works the way an LSTM network works.", "repeats_question"),
        ("lstm, gates, sigmoid, tanh, memory, recurrent, sequence, cell, hidden, weights", "keyword_list"),
        ("To bake bread, mix flour, water, salt and yeast, let the dough rise and bake it until brown.", "off_topic"),
    ],
)
def test_remarkable_answers_are_named(grader: Grader, bank: dict[str, Question], answer: str, condition: str) -> None:
    grade = grader.grade(bank["lstm"], answer).grade
    assert condition in grade.conditions
    assert grade.percent <= 25


def test_a_copied_reference_answer_is_named(grader: Grader, bank: dict[str, Question]) -> None:
    copied = grader.grade(bank["lstm"], bank["lstm"].reference_answers[0]).grade
    assert "copied_reference" in copied.conditions
    assert copied.needs_review


def test_hardly_a_counter_statement_said_alone_earns_something_of_the_point_it_reverses(
    grader: Grader, bank: dict[str, Question]
) -> None:
    pairs = [(q, point, text) for q in bank.values() for point in q.key_points for text in point.counter_statements]
    graded = grader.grade_all((question, text) for question, _, text in pairs)
    earning = [
        (question.id, text)
        for (question, point, text), one in zip(pairs, graded, strict=True)
        if next(found for found in one.grade.key_points if found.id == point.id).points > 0
    ]
    assert len(earning) <= 6, earning  # of about 1,250


def test_padding_moves_a_score_by_less_than_three_points(grader: Grader, bank: dict[str, Question]) -> None:
    answer = "A neural network has layers of neurons."
    short, padded = (grader.grade(bank["neural-network"], text).grade for text in (answer, answer + " " + FILLER * 20))
    assert abs(padded.percent - short.percent) < 3


def test_too_long_a_text_is_refused_not_cut(grader: Grader, bank: dict[str, Question]) -> None:
    with pytest.raises(AnswerError, match=r"the answer has 5,000,000 characters, more than the 100,000"):
        grader.grade(bank["lstm"], "a" * 5_000_000)
    assert MAX_CHARACTERS == 100_000


def test_a_nul_character_is_refused(grader: Grader, bank: dict[str, Question]) -> None:
    with pytest.raises(AnswerError, match="NUL character at position 2"):
        grader.grade(bank["lstm"], "an\0swer")


@pytest.mark.parametrize("half", [chr(0xD83D), chr(0xDE00), chr(0xDCFF)])
def test_half_of_a_character_is_refused(fake_grader: Grader, bank: dict[str, Question], half: str) -> None:
    with pytest.raises(AnswerError, match=r"half of a character \(a lone surrogate\); type that character again"):
        fake_grader.grade(bank["lstm"], f"It has gates {half}.")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=300))
def test_any_text_gets_a_sound_grade(fake_grader: Grader, sky: Question, answer: str) -> None:
    grade = fake_grader.grade(sky, answer).grade
    assert 0 <= grade.interval[0] <= grade.percent <= grade.interval[1] <= 100
    assert 0 <= grade.points <= grade.max_points
    assert msgspec.json.decode(msgspec.json.encode(grade), type=type(grade)) == grade


def test_a_disguised_answer_is_graded_as_it_looks_named_and_quoted_as_it_was_typed(
    fake_grader: Grader, sky: Question
) -> None:
    plain = "I like it. The sky is blue."
    disguised = "I l\u0456ke \u0456t.\u200b The \u0455k\u200by \u0456s blue."
    clean, hidden = (fake_grader.grade(sky, text).grade for text in (plain, disguised))
    assert (hidden.percent, hidden.interval) == (clean.percent, clean.interval)
    assert set(hidden.conditions) - set(clean.conditions) == {"disguised_characters"}
    assert hidden.needs_review
    evidence = hidden.key_points[0].evidence
    assert evidence
    assert evidence.text == "The \u0455k\u200by \u0456s blue." == disguised[evidence.start : evidence.end]


def test_words_in_no_order_earn_nothing_and_are_named(grader: Grader, bank: dict[str, Question]) -> None:
    question = bank["lstm"]
    shuffled = by_sentence(question.reference_answers[0])
    grade = grader.grade(question, shuffled).grade
    assert (grade.points, grade.interval, grade.needs_review) == (0, (0, 0), True)
    assert "word_salad" in grade.conditions


REACTOR = Question(
    id="reactor",
    prompt="How is a water reactor kept under control?",
    topic="energy",
    level="basic",
    reference_answers=("Control rods absorb neutrons and slow the chain reaction. The pumps feed the core.",),
    key_points=(
        KeyPoint(id="rods", text="Inserting the control rods decreases the number of free neutrons.", hint="Rods?"),
        KeyPoint(id="pumps", text="The pumps feed the cooling water to the core.", hint="Pumps?"),
    ),
)
"""A plain rubric: no counter-statements, and no verifier knows it."""


def test_a_reversal_of_a_plain_rubric_is_contradicted_and_named(grader: Grader) -> None:
    said = "I worked at a plant once. Inserting the control rods increases the number of free neutrons, as we saw."
    found = grader.grade(REACTOR, said)
    rods = found.grade.key_points[0]
    assert (rods.status, rods.points) == ("contradicted", 0.0)
    assert rods.evidence
    assert rods.evidence.text == "Inserting the control rods increases the number of free neutrons, as we saw."
    assert rods.reversal == "says 'increases' where the rubric says 'decreases'"
    assert "It says 'increases' where the rubric says 'decreases'. In fact: Inserting" in found.grade.feedback


def test_swapped_roles_are_contradicted_and_a_passive_is_not(grader: Grader) -> None:
    [wrong, right] = grader.grade_all(
        (REACTOR, said)
        for said in (
            "The core feeds the cooling water to the pumps.",
            "The cooling water is fed to the core by the pumps.",
        )
    )
    assert wrong.grade.key_points[1].status == "contradicted"
    assert right.grade.key_points[1].status in {"covered", "partial"}


def test_credit_for_what_may_be_reversed_is_marked_for_review(grader: Grader) -> None:
    hedged = "Inserting the control rods does not necessarily decrease the number of free neutrons."
    grade = grader.grade(REACTOR, hedged).grade
    assert grade.key_points[0].points > 0
    assert "polarity_unsure" in grade.conditions
    assert grade.needs_review
    sure = grader.grade(REACTOR, "Inserting the control rods decreases the number of free neutrons.").grade
    assert "polarity_unsure" not in sure.conditions
