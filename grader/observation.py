"""What the model sees in an answer: readings of every key point, and facts about the whole.

An observation holds every number and every quotation a grade is made from; it is what the log
keeps, and judging it again needs no model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from grader import exact, facts
from grader.alignment import Alignment, EmbeddedText, Statements, align, stack
from grader.coverage import Evidence, Reading
from grader.embedding import Encoder
from grader.facts import Facts
from grader.judged import Judged
from grader.landmarks import Landmarks
from grader.legible import legible
from grader.polarity.guard import closest
from grader.segmentation import Segment
from grader.signals import Target, measure
from grader.word_order import DISORDERED_FROM
from rubric import KeyPoint, Misconception, Question


class Observation(Struct, frozen=True):
    """Facts about the answer, and a reading per key point and per misconception (none where nothing is said).

    `judged` has what a judge was asked, if there was one; its verdicts are in the readings.
    """

    facts: Facts
    key_points: tuple[Reading, ...] = ()
    misconceptions: tuple[Reading, ...] = ()
    judged: Judged | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PreparedRubric:
    """A question whose statements are embedded, ready to be aligned with answers."""

    question: Question
    statements: Statements
    key_points: list[Target]
    misconceptions: list[Target]


def prepare(question: Question, encoder: Encoder, landmarks: Landmarks) -> PreparedRubric:
    """Embed a question's rubric once for any number of answers."""
    texts: list[str] = []

    def target(id: str, accepted: Sequence[str], counters: Sequence[str]) -> Target:
        start, middle = len(texts), len(texts) + len(accepted)
        texts.extend([*accepted, *counters])
        return Target(id, slice(start, middle), slice(middle, len(texts)))

    points = [target(point.id, point.accepted, point.counter_statements) for point in question.key_points]
    wrong = [target(belief.id, belief.statements, belief.truths) for belief in question.misconceptions]
    *embedded, prompt = encoder.embed([*texts, question.prompt])
    return PreparedRubric(question, stack(embedded, prompt, landmarks.rivals_of(question)), points, wrong)


def observe(
    rubric: PreparedRubric, answer: str, segments: Sequence[Segment], embedded: Sequence[EmbeddedText]
) -> Observation:
    """Observe an answer through its segments and their vectors, which come in the same order.

    A blank answer and one whose words stand in no order say nothing, so there is nothing to look for in them.
    """
    if not segments:
        return Observation(facts.blank())
    alignment = align(rubric.statements, embedded)
    question = rubric.question
    found = facts.gather(answer, embedded, alignment, rubric.statements.question, question.reference_answers)
    if found.disorder >= DISORDERED_FROM:
        return Observation(found)
    look = _Look(answer, segments, alignment, rubric)
    return Observation(
        found,
        tuple(look.at_key_point(*pair) for pair in zip(question.key_points, rubric.key_points, strict=True)),
        tuple(
            look.at_misconception(*pair) for pair in zip(question.misconceptions, rubric.misconceptions, strict=True)
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One answer in front of one rubric."""

    answer: str
    segments: Sequence[Segment]
    alignment: Alignment
    rubric: PreparedRubric

    def at_key_point(self, point: KeyPoint, target: Target) -> Reading:
        others = [other for other in self.rubric.key_points if other is not target]
        said = self._exact_term(point)
        return self.read(target, others, said, point.accepted, plain=not point.counter_statements)

    def at_misconception(self, belief: Misconception, target: Target) -> Reading:
        return self.read(target, self.rubric.key_points, None, belief.statements)

    def read(
        self,
        target: Target,
        others: Sequence[Target],
        exact_term: bool | None,
        accepted: Sequence[str],
        *,
        plain: bool = False,
    ) -> Reading:
        measurement = measure(self.alignment, target, others)
        first, last = self.alignment.windows[measurement.evidence]
        found, place = closest(accepted, [legible(segment.text) for segment in self.segments[first:last]])
        window = (first + place, first + place + 1) if found.verdict == "reversed" else (first, last)
        return Reading(
            id=target.id,
            signals=measurement.signals,
            exact=exact_term,
            plain=plain,
            reversed=found.verdict == "reversed",
            changes=found.changes,
            unsure=found.verdict == "unsure",
            says=self._evidence(*window),
            reverses=self._evidence(*self.alignment.windows[measurement.reversal]),
            closest=tuple((self.segments[index].start, self.segments[index].end) for index in measurement.closest),
        )

    def _exact_term(self, point: KeyPoint) -> bool | None:
        """Whether an exact term is there; None, leaving it to the signals, if the question says it too."""
        if not point.exact:
            return None
        found = exact.find(point.exact, legible(self.answer))
        return None if found and exact.find(point.exact, self.rubric.question.prompt) else found is not None

    def _evidence(self, first: int, last: int) -> Evidence:
        start, end = self.segments[first].start, self.segments[last - 1].end
        return Evidence(self.answer[start:end], start, end)
