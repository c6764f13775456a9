"""Requests: the same for the same content, in an order that nobody who writes an answer can know."""

from grader.llm_judge.controls import CONTROLS, control_for
from grader.llm_judge.request import request_for
from rubric import Question


def test_the_same_content_makes_the_same_request(sky: Question) -> None:
    one, two = (request_for("m", sky, "An answer.", ["blue", "rain"]) for _ in range(2))
    assert one == two
    assert 0 <= one.seed < 1 << 48


def test_another_model_answer_or_choice_makes_another_request(sky: Question) -> None:
    requests = [
        request_for("m", sky, "An answer.", ["blue", "rain"]),
        request_for("n", sky, "An answer.", ["blue", "rain"]),
        request_for("m", sky, "Another.", ["blue", "rain"]),
        request_for("m", sky, "An answer.", ["blue"]),
    ]
    assert len({request.key for request in requests}) == 4


def test_every_order_occurs_and_no_place_is_preferred(sky: Question) -> None:
    """A key point stands in each of three places about as often: 100 of 300, with a deviation of 8."""
    places = {0: 0, 1: 0, 2: 0}
    for number in range(300):
        request = request_for("m", sky, f"Answer {number}.", ["blue", "rain"])
        names = [*request.names, request.control]
        shown = sorted(names, key=request.prompt.index)
        blue = next(name for name, id in request.names.items() if id == "blue")
        places[shown.index(blue)] += 1
    assert all(60 < count < 140 for count in places.values())


def test_the_control_is_the_one_that_the_text_says_least_of() -> None:
    text = " ".join(CONTROLS[:-1])
    assert control_for(text, seed=3) == CONTROLS[-1]


def test_controls_are_about_nothing_that_the_bank_asks(bank: dict[str, Question]) -> None:
    """No control shares three content words with any statement of the bank."""
    from grader.facts import content_words

    statements = [
        set(content_words(text)) for one in bank.values() for point in one.key_points for text in point.accepted
    ]
    for control in CONTROLS:
        assert max(len(set(content_words(control)) & words) for words in statements) < 3
