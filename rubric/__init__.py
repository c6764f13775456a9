"""What a good answer contains: the rubric language, and the shipped bank in `rubric.bank`."""

from rubric.errors import RubricError
from rubric.model import LEVELS, Dated, Group, KeyPoint, Level, Misconception, Question

__all__ = ["LEVELS", "Dated", "Group", "KeyPoint", "Level", "Misconception", "Question", "RubricError"]
