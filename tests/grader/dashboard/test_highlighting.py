"""The pieces of an answer are the answer, and each is marked for just the key points it is evidence of."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.dashboard.highlighting import Span, pieces_of

TEXTS = st.text(max_size=30)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """An answer, and spans that may overlap, touch, be equal, or lie outside of it."""
    answer = draw(TEXTS)
    ends = st.integers(-1, len(answer) + 2)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=5))
    return answer, [
        Span(number=number, start=min(pair), end=max(pair), status="covered") for number, pair in enumerate(pairs, 1)
    ]


@settings(deadline=None)
@given(marked())
def test_pieces_are_the_answer_and_know_their_spans(given_: tuple[str, list[Span]]) -> None:
    answer, spans = given_
    pieces = pieces_of(answer, spans)
    assert "".join(piece.text for piece in pieces) == answer
    at = 0
    for piece in pieces:
        inside = [span.number for span in spans if 0 <= span.start <= at < span.end <= len(answer)]
        assert [span.number for span in piece.spans] == inside
        at += len(piece.text)
    within = sorted(span.number for span in spans if 0 <= span.start < span.end <= len(answer))
    assert sorted(number for piece in pieces for number in piece.begins) == within
    assert sorted(number for piece in pieces for number in piece.ends) == within


def test_where_two_overlap_the_middle_belongs_to_both() -> None:
    spans = [Span(number=1, start=0, end=4, status="covered"), Span(number=2, start=2, end=6, status="partial")]
    assert [(piece.text, len(piece.spans), piece.begins, piece.ends) for piece in pieces_of("abcdefgh", spans)] == [
        ("ab", 1, (1,), ()),
        ("cd", 2, (2,), (1,)),
        ("ef", 1, (), (2,)),
        ("gh", 0, (), ()),
    ]
