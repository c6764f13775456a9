"""Which key points get a second reading, with a verifier that is made up."""

from collections.abc import Sequence

from msgspec import structs

from grader.coverage import Opinion
from grader.grading import Grader
from grader.verifying import excerpt, second_reading
from rubric import Question

ANSWER = "It looks azure. Nobody asked the sheep. Clouds are up there. The heavens are green. Rain pours from clouds."


class FakeVerifier:
    """Is sure that everything it reads covers it."""

    identity = "1" * 64
    base = "0" * 64

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        self.asked += pairs
        return [Opinion(9.0, -9.0) for _ in pairs]


def test_a_plain_key_point_is_not_read_again(fake_grader: Grader, sky: Question) -> None:
    verifier = FakeVerifier()
    blue, rain = sky.key_points
    half_plain = structs.replace(sky, key_points=(blue, structs.replace(rain, counter_statements=())))
    answer = "The sky is azure overhead. Clouds bring rain."
    graded = Grader(fake_grader.encoder, verifier=verifier).grade(half_plain, answer)
    assert [one.opinion for one in graded.observation.key_points] == [Opinion(9.0, -9.0), None]
    assert [statement for statement, _ in verifier.asked] == ["The sky is blue."]


def test_a_reading_not_in_doubt_gets_no_opinion_from_one_beside_it_with_the_same_excerpt(
    fake_grader: Grader, sky: Question
) -> None:
    found = fake_grader.grade(sky, ANSWER).observation
    decided = structs.replace(found, key_points=tuple(structs.replace(one, exact=True) for one in found.key_points))
    seen = [(sky, ANSWER, found), (sky, ANSWER, decided)]
    (_, _, asked), (_, _, left) = second_reading(seen, FakeVerifier(), fake_grader.calibration)
    assert any(one.opinion for one in asked.key_points)
    assert [one.opinion for one in left.key_points] == [None, None]


def test_an_answer_that_comes_twice_is_read_once(fake_grader: Grader, sky: Question) -> None:
    verifier = FakeVerifier()
    answer = "The sky is azure overhead."
    first, second = Grader(fake_grader.encoder, verifier=verifier).grade_all([(sky, answer), (sky, answer)])
    assert first.grade == second.grade
    assert len(verifier.asked) == 1


def test_the_excerpt_is_the_nearest_stretches_in_the_answers_order(fake_grader: Grader, sky: Question) -> None:
    blue = fake_grader.grade(sky, ANSWER).observation.key_points[0]
    assert list(blue.closest) == sorted(blue.closest)
    assert excerpt(ANSWER, blue).startswith("It looks azure.")
    assert "The heavens are green." in excerpt(ANSWER, blue)
    assert len(blue.closest) == 3


def test_a_verifier_of_other_weights_is_not_asked(fake_grader: Grader, sky: Question) -> None:
    stranger = FakeVerifier()
    stranger.base = "2" * 64
    graded = Grader(fake_grader.encoder, verifier=stranger).grade(sky, "The sky is azure overhead.")
    assert stranger.asked == []
    assert graded.grade.verifier is None


def test_an_opinion_changes_nothing_but_the_opinion(fake_grader: Grader, sky: Question) -> None:
    asked = Grader(fake_grader.encoder, verifier=FakeVerifier()).grade(sky, ANSWER).observation
    alone = fake_grader.grade(sky, ANSWER).observation
    assert [structs.replace(reading, opinion=None) for reading in asked.key_points] == list(alone.key_points)
