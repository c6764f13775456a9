"""The second reading: the verifier's opinion on key points that similarity alone leaves in doubt."""

from collections.abc import Sequence

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
    asked = [_asked(*one, calibration) for one in seen]
    pairs = list(dict.fromkeys(pair for mine in asked for pair in mine.values()))
    opinions = dict(zip(pairs, verifier.read(pairs), strict=True))
    return [
        (question, answer, _with_opinions(found, {id: opinions[pair] for id, pair in mine.items()}))
        for (question, answer, found), mine in zip(seen, asked, strict=True)
    ]


def excerpt(answer: str, reading: Reading) -> str:
    """What the verifier gets to read of the answer: the stretches nearest to the key point, in order."""
    return " ".join(legible(answer[start:end]) for start, end in reading.closest)


def _asked(question: Question, answer: str, found: Observation, calibration: Calibration) -> dict[str, tuple[str, str]]:
    """The (statement, excerpt) of each reading in doubt, by its key point's id."""
    return {
        reading.id: (question.key_point(reading.id).text, excerpt(answer, reading))
        for reading in found.key_points
        if in_doubt(reading, calibration)
    }


def _with_opinions(found: Observation, opinions: dict[str, Opinion]) -> Observation:
    readings = (structs.replace(reading, opinion=opinions.get(reading.id)) for reading in found.key_points)
    return structs.replace(found, key_points=tuple(readings))
