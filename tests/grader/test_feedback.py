"""What a person is told."""

from msgspec import structs

from grader.coverage import Evidence
from grader.feedback import feedback
from grader.grade import KeyPointGrade, StatedMisconception
from rubric import Dated, Group, KeyPoint, Question


def point(id: str, status: str, *, counts: bool = True) -> KeyPointGrade:
    evidence = None if status == "missing" else Evidence(f"words on {id}.", 0, 10)
    return KeyPointGrade(
        id=id, text=f"Truth of {id}.", weight=1, status=status, coverage=0, points=0,
        counts=counts, evidence=evidence, hint=f"Hint of {id}?",
    )  # fmt: skip


def question(**more: object) -> Question:
    points = tuple(KeyPoint(id=id, text="t", hint="h") for id in ("a", "b", "c", "d"))
    return Question(id="q", prompt="p", topic="t", level="basic", reference_answers=("r",), key_points=points, **more)


def test_every_status_gets_its_line() -> None:
    points = [point("a", "covered"), point("b", "partial"), point("c", "missing"), point("d", "contradicted")]
    assert feedback(question(), "answer", points, [], ["too_short"]) == (
        "The answer is too short to show much understanding.\n"
        "Covered 1 of 4 key points.\n"
        'You wrote "words on d". In fact: Truth of d.\n'
        "Only partly there: Hint of b?\n"
        "Missing: Hint of c?"
    )


def test_a_judges_sentence_is_added_where_there_is_one_and_named_as_its_own() -> None:
    points = [point("a", "covered"), point("b", "partial"), point("c", "missing"), point("d", "contradicted")]
    said = {"a": "Well said.", "b": "It names one half", "d": "It is the other way round."}
    assert feedback(question(), "answer", points, [], [], said) == (
        "Covered 1 of 4 key points.\n"
        'You wrote "words on d". In fact: Truth of d. (The judge: "It is the other way round.")\n'
        'Only partly there: Hint of b? (The judge: "It names one half.")\n'
        "Missing: Hint of c?"
    )


def test_what_is_the_wrong_way_round_is_named() -> None:
    wrong = structs.replace(point("a", "contradicted"), reversal="says 'more' where the rubric says 'less'")
    assert feedback(question(), "answer", [wrong], [], []) == (
        "Covered 0 of 1 key points.\n"
        "You wrote \"words on a\". It says 'more' where the rubric says 'less'. In fact: Truth of a."
    )


def test_of_a_group_only_what_is_still_wanted_is_named() -> None:
    asked = question(groups=(Group(id="g", pick=2, key_points=("a", "b", "c")),))
    points = [point("a", "covered"), point("b", "missing"), point("c", "missing", counts=False)]
    assert feedback(asked, "answer", points, [], []) == (
        "Covered 1 of 2 key points.\nMissing: 1 more of these 2: Hint of b? / Hint of c?"
    )


def test_misconceptions_are_put_right_and_dated_terms_noted() -> None:
    asked = question(dated=(Dated(terms=("session",), note="Sessions are gone."),))
    wrong = StatedMisconception(id="w", penalty=1, evidence=Evidence("It is so.", 0, 9), correction="It is not.")
    assert feedback(asked, "Open a session.", [], [wrong], []) == (
        'Covered 0 of 0 key points.\nYou wrote "It is so". It is not.\nWorth knowing: Sessions are gone.'
    )
