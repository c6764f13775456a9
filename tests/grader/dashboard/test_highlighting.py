"""What is marked begins once and ends once, where its evidence does."""

from grader.dashboard.highlighting import highlights_of
from grader.pieces import pieces_of


def test_where_two_overlap_the_middle_belongs_to_both() -> None:
    found = highlights_of(pieces_of("abcdefgh", {1: (0, 4), 2: (2, 6)}))
    assert [(one.text, one.marks, one.begins, one.ends) for one in found] == [
        ("ab", (1,), (1,), ()),
        ("cd", (1, 2), (2,), (1,)),
        ("ef", (2,), (), (2,)),
        ("gh", (), (), ()),
    ]


def test_space_within_evidence_does_not_begin_it_again() -> None:
    found = highlights_of(pieces_of("a b", {1: (0, 1), 2: (2, 3), 3: (0, 3)}))
    assert [(one.text, one.begins, one.ends) for one in found] == [
        ("a", (1, 3), (1,)),
        (" ", (), ()),
        ("b", (2,), (2, 3)),
    ]
