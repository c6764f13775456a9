"""What a good answer contains: the vocabulary of everything else.

Structs are immutable and compare by value. They say what they are checked for at
loading time; rules that span several fields are in `rubric.loading`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1, pattern=r"\S")]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z")]
Positive = Annotated[float, Meta(gt=0, le=1_000_000)]
Level = Literal["basic", "intermediate", "advanced"]
LEVELS: tuple[Level, ...] = ("basic", "intermediate", "advanced")


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every rubric struct: keyword-only, immutable, no unknown keys."""


class KeyPoint(Part, frozen=True):
    """One idea a good answer contains, and the many ways people say it."""

    id: Slug
    text: Text
    hint: Text
    weight: Positive = 1
    wordings: tuple[Text, ...] = ()
    counter_statements: tuple[Text, ...] = ()
    exact: tuple[Text, ...] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every statement that earns the point: its own text, then the other wordings."""
        return (self.text, *self.wordings)


class Group(Part, frozen=True):
    """Any `pick` of these key points are enough; further ones earn nothing more."""

    id: Slug
    pick: Annotated[int, Meta(ge=1)]
    key_points: Annotated[tuple[Slug, ...], Meta(min_length=2)]


class Misconception(Part, frozen=True):
    """A wrong belief that costs `penalty` points when it is stated."""

    id: Slug
    statements: Annotated[tuple[Text, ...], Meta(min_length=1)]
    penalty: Positive
    correction: Text
    truths: tuple[Text, ...] = ()


class Dated(Part, frozen=True):
    """Terms that interviewers may still expect though the field has moved on."""

    terms: Annotated[tuple[Text, ...], Meta(min_length=1)]
    note: Text


class Question(Part, frozen=True):
    """An interview question with its rubric."""

    id: Slug
    prompt: Text
    topic: Text
    level: Level
    key_points: Annotated[tuple[KeyPoint, ...], Meta(min_length=1)]
    reference_answers: Annotated[tuple[Text, ...], Meta(min_length=1)]
    number: int | None = None
    groups: tuple[Group, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    dated: tuple[Dated, ...] = ()
    follow_ups: tuple[Text, ...] = ()

    def key_point(self, key_point_id: str) -> KeyPoint:
        """The key point with that id; KeyError when the rubric has none."""
        for key_point in self.key_points:
            if key_point.id == key_point_id:
                return key_point
        raise KeyError(key_point_id)

    @property
    def max_points(self) -> float:
        """Points of a perfect answer: every ungrouped weight, and `pick` weights of each group."""
        grouped = {member for group in self.groups for member in group.key_points}
        alone = sum(point.weight for point in self.key_points if point.id not in grouped)
        return alone + sum(group.pick * self.key_point(group.key_points[0]).weight for group in self.groups)
