"""The whole pipeline on one page: answer -> segments -> vectors -> observation -> grade."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from grader.calibration import Calibration, shipped
from grader.embedding import Encoder
from grader.errors import AnswerError
from grader.grade import Grade
from grader.judging import Provenance, grade_observation
from grader.landmarks import Landmarks, shipped_for
from grader.legible import has_surrogate, legible
from grader.observation import Observation, PreparedRubric, observe, prepare
from grader.segmentation import segment
from grader.vector_cache import CachedEncoder
from grader.verifier import Verifier
from grader.verifying import Seen, second_reading
from rubric import Question
from rubric.identity import content_hash

if TYPE_CHECKING:
    from grader.llm_judge.judge import Judge

MAX_CHARACTERS = 100_000
"""Far more than anyone says in an interview; longer texts are refused, never cut."""

BATCH = 64
"""Answers whose segments are embedded together. It changes speed, never a score."""


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer with its grade, and the observation the grade was made from."""

    question: Question
    answer: str
    observation: Observation
    grade: Grade


class Grader:
    """Grades answers with one encoder, one calibration, perhaps a verifier and a judge; rubrics are embedded once.

    A verifier that was trained on top of other weights than the encoder's is not used. With a `cache` directory,
    rubrics that were embedded in an earlier run are not embedded again.
    """

    def __init__(
        self,
        encoder: Encoder,
        calibration: Calibration | None = None,
        landmarks: Landmarks | None = None,
        verifier: Verifier | None = None,
        cache: Path | None = None,
        judge: "Judge | None" = None,
    ) -> None:
        self.calibration = calibration or shipped()
        self.landmarks = landmarks or shipped_for(encoder.identity.weights_hash)
        self.encoder = encoder
        self.verifier = verifier if verifier and verifier.base == encoder.identity.weights_hash else None
        self.judge = judge
        self._preparing = CachedEncoder(encoder, cache) if cache else encoder
        self._prepared: dict[str, PreparedRubric] = {}

    def grade(self, question: Question, answer: str) -> Graded:
        """Grade one answer. Raises AnswerError for a text that cannot be graded."""
        return next(self.grade_all([(question, answer)]))

    def grade_all(self, answers: Iterable[tuple[Question, str]]) -> Iterator[Graded]:
        """Grade many answers, lazily and in order; each gets the score it would get alone."""
        remaining = iter(answers)
        while batch := list(islice(remaining, BATCH)):
            yield from self.grade_together(batch)

    def grade_together(self, batch: Sequence[tuple[Question, str]]) -> list[Graded]:
        """Grade answers whose texts are embedded together; each gets the score it would get alone.

        Raises AnswerError for a text that cannot be graded.
        """
        for _, answer in batch:
            check_answer(answer)
        seen = self._observed(batch)
        if self.verifier:
            seen = second_reading(seen, self.verifier, self.calibration)
        if self.judge:
            seen = self.judge.review(seen, self.calibration)
        provenance = self.provenance
        return [
            Graded(question, answer, found, grade_observation(question, answer, found, self.calibration, provenance))
            for question, answer, found in seen
        ]

    def _observed(self, batch: Sequence[tuple[Question, str]]) -> list[Seen]:
        segmented = [segment(answer) for _, answer in batch]
        texts = list(dict.fromkeys(legible(piece.text) for pieces in segmented for piece in pieces))
        vectors = dict(zip(texts, self.encoder.embed(texts), strict=True))
        found = []
        for (question, answer), pieces in zip(batch, segmented, strict=True):
            embedded = [vectors[legible(piece.text)] for piece in pieces]
            found.append((question, answer, observe(self.rubric(question), answer, pieces, embedded)))
        return found

    @property
    def provenance(self) -> Provenance:
        """What grades made here are stamped with."""
        identity = self.encoder.identity
        return Provenance(
            model=identity.name,
            weights_hash=identity.weights_hash,
            engine=identity.engine,
            verifier=self.verifier.identity if self.verifier else None,
            device=self.encoder.device,
            version=version("interview-answer-grader"),
        )

    def rubric(self, question: Question) -> PreparedRubric:
        """The question's rubric, embedded once and kept."""
        key = content_hash(question)
        if key not in self._prepared:
            self._prepared[key] = prepare(question, self._preparing, self.landmarks)
        return self._prepared[key]


def check_answer(answer: str) -> None:
    """Raises AnswerError, saying why, for a text that cannot be graded as an answer."""
    if len(answer) > MAX_CHARACTERS:
        raise AnswerError(
            f"the answer has {len(answer):,} characters, more than the {MAX_CHARACTERS:,} that are graded",
            "check that this is an answer and not another file",
        )
    if "\0" in answer:
        raise AnswerError(
            f"the answer holds a NUL character at position {answer.index(chr(0))}", "save it as plain text"
        )
    if has_surrogate(answer):
        raise AnswerError("the answer holds half of a character (a lone surrogate)", "type that character again")
