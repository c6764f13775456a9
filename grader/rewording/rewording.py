"""The ways in which people write the same thing, and an answer rewritten in each of them."""

from collections.abc import Callable, Mapping
from typing import Literal

from grader.rewording.contractions import with_other_contractions
from grader.rewording.slips import with_slips
from grader.rewording.spelling import with_other_spelling
from grader.rewording.typos import with_typos
from grader.segmentation import segment

Kind = Literal["typos", "contractions", "spelling", "list", "upper_case", "slips"]

TITLE: dict[Kind, str] = {
    "typos": "typos",
    "contractions": "contractions",
    "spelling": "British or American",
    "list": "list for prose",
    "upper_case": "upper case",
    "slips": "non-native slips",
}
"""What each kind is called in tables."""


def as_list(answer: str) -> str:
    """Each sentence as an item of a list, without its full stop."""
    return "\n".join(f"- {piece.text.removesuffix('.')}" for piece in segment(answer))


REWORDINGS: Mapping[Kind, Callable[[str], str]] = {
    "typos": with_typos,
    "contractions": with_other_contractions,
    "spelling": with_other_spelling,
    "list": as_list,
    "upper_case": str.upper,
    "slips": with_slips,
}


def rewordings(answer: str) -> dict[Kind, str]:
    """The answer in each way that changes it."""
    written = {kind: reword(answer) for kind, reword in REWORDINGS.items()}
    return {kind: text for kind, text in written.items() if text != answer}
