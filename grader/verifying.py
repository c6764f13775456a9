"""The second reading: the verifier's opinion on key points that similarity alone leaves in doubt."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from grader.calibration import Calibration
from grader.coverage import Opinion, Reading, in_doubt
from grader.legible import legible
from grader.observation import Observation
from grader.verifier import Verifier
from rubric import Question

Seen = tuple[Question, str, Observation]
"""A question, an answer to it, and what was observed in the answer."""


def second_reading(seen: Sequence[Seen], verifier: Verifier, calibration: Calibration) -> list[Seen]:
    """The same, with an opinion in each reading that is in doubt."""
    asked = list(dict.fromkeys(pair for one in seen for pair in _asked(*one, calibration)))
    opinions = dict(zip(asked, verifier.read(asked), strict=True))
    return [
        (question, answer, structs.replace(found, key_points=_with_opinions(question, answer, found, opinions)))
        for question, answer, found in seen
    ]


def excerpt(answer: str, reading: Reading) -> str:
    """What the verifier gets to read of the answer: the stretches nearest to the key point, in order."""
    return " ".join(legible(answer[start:end]) for start, end in reading.closest)


def _asked(question: Question, answer: str, found: Observation, calibration: Calibration) -> Iterator[tuple[str, str]]:
    for reading in found.key_points:
        if in_doubt(reading, calibration):
            yield question.key_point(reading.id).text, excerpt(answer, reading)


def _with_opinions(
    question: Question, answer: str, found: Observation, opinions: dict[tuple[str, str], Opinion]
) -> tuple[Reading, ...]:
    def opinion(reading: Reading) -> Opinion | None:
        return opinions.get((question.key_point(reading.id).text, excerpt(answer, reading)))

    return tuple(structs.replace(reading, opinion=opinion(reading)) for reading in found.key_points)
