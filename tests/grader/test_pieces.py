"""Pieces of an answer: nothing lost, and each stretch of evidence whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.pieces import Piece, pieces_of


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, dict[int, tuple[int, int]]]:
    answer = draw(st.text(alphabet="ab c\n\u05d0", max_size=30))
    places = st.integers(-1, len(answer) + 2)
    spans = draw(st.lists(st.tuples(places, places).map(lambda pair: (min(pair), max(pair))), max_size=5))
    return answer, dict(enumerate(spans, 1))


@settings(deadline=None)
@given(marked())
def test_the_pieces_are_the_answer(case: tuple[str, dict[int, tuple[int, int]]]) -> None:
    answer, spans = case
    assert "".join(piece.text for piece in pieces_of(answer, spans)) == answer


@settings(deadline=None)
@given(marked())
def test_the_pieces_of_a_number_are_its_evidence(case: tuple[str, dict[int, tuple[int, int]]]) -> None:
    answer, spans = case
    for number, (start, end) in spans.items():
        within = start >= 0 and end <= len(answer)
        own = "".join(piece.text for piece in pieces_of(answer, spans) if number in piece.marks)
        assert "".join(own.split()) == "".join(answer[start:end].split() if within else "")  # but for space between


def test_overlapping_evidence_is_marked_twice_and_space_is_not_marked() -> None:
    assert pieces_of("One. Two. Three.", {1: (0, 9), 2: (5, 16)}) == (
        Piece("One. ", (1,)),
        Piece("Two.", (1, 2)),
        Piece(" Three.", (2,)),
    )
    assert pieces_of("a b", {1: (0, 1), 2: (0, 3)}) == (Piece("a", (1, 2)), Piece(" b", (2,)))
    assert pieces_of("a b", {1: (0, 1), 2: (2, 3)})[1] == Piece(" ")
    assert pieces_of("", {}) == ()
