"""What a report says, whatever form it takes: plain data, with the figures of `grader history` and `grader topics`."""

from typing import Literal

from msgspec import Struct

from grader.coverage import Status
from grader.history.people import Person
from grader.history.periods import Period
from grader.history.topics import Topic
from grader.log.current import Attempt
from grader.pieces import Piece
from grader.scoring import Band

SCHEMA_VERSION = 1
"""Of the JSON form of a report; raised when a field changes its meaning or goes."""

Kind = Literal["candidate", "group", "run"]


class Point(Struct, frozen=True, kw_only=True):
    """A key point of an answer as it stands; `number` is what the pieces of the answer call it.

    status          a reviewer's word where there is one, else the machine's, which is `machine_status`
    machine_points  what the machine gave for it, of `weight`; nothing of a spare one counts
    """

    number: int
    id: str
    text: str
    hint: str
    weight: float
    status: Status
    machine_status: Status
    machine_points: float
    counts: bool
    evidence: str | None
    reversal: str | None


class Misstated(Struct, frozen=True, kw_only=True):
    """A misconception that the machine found, what it cost, and what is right."""

    evidence: str
    penalty: float
    correction: str


class Answer(Struct, frozen=True, kw_only=True):
    """An answer as it stands (`attempt` has both scores and the review) with all that is said of it.

    feedback  lines for the person who wrote it; where a reviewer judged key points, by their word
    """

    attempt: Attempt
    prompt: str
    pieces: tuple[Piece, ...]
    key_points: tuple[Point, ...]
    misconceptions: tuple[Misstated, ...]
    feedback: tuple[str, ...]
    model: str
    version: str


class Advice(Struct, frozen=True, kw_only=True):
    """A key point to work on.

    gain             percentage of its question that it would bring one person
    missed, answers  how many answers of a group miss it, and of how many
    """

    topic: str
    question_id: str
    prompt: str
    key_point_id: str
    hint: str
    status: Status | None = None
    gain: float | None = None
    missed: int | None = None
    answers: int | None = None


class Ungraded(Struct, frozen=True, kw_only=True):
    """A row of a batch that could not be graded."""

    file: str
    line: int
    reason: str


class Banded(Struct, frozen=True, kw_only=True):
    """How many of the answers are in a band."""

    band: Band
    answers: int


class Report(Struct, frozen=True, kw_only=True):
    """All that a report says.

    name      of the candidate, the group or the run
    chosen    which of their answers it is about, in words; empty for all
    person    for a candidate, as in `grader history NAME`
    people    for a group or a run, as in `grader history`; `nameless` answers have no candidate
    topics    for a group or a run, as in `grader topics`
    answers   the newest, `left_out` older ones are only counted
    """

    kind: Kind
    name: str
    created: str
    version: str
    chosen: str
    attempts: tuple[Attempt, ...]
    bands: tuple[Banded, ...]
    advice: tuple[Advice, ...]
    answers: tuple[Answer, ...]
    left_out: int
    person: Person | None = None
    people: tuple[Person, ...] = ()
    nameless: int = 0
    topics: tuple[Topic, ...] = ()
    periods: tuple[Period, ...] = ()
    files: str = ""
    ungraded: tuple[Ungraded, ...] = ()
