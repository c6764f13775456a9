"""What kind of text is this answer? Numbers about the answer as a whole, before any judgement."""

import re
from collections.abc import Sequence

from msgspec import Struct

from grader.alignment import Alignment, EmbeddedText, said_by
from grader.legible import disguised, legible
from grader.word_order import disorder

DECIMALS = 4
RUN = 5
"""Two texts share a passage when they share a run of this many words."""

_WORD = re.compile(r"\w+(?:['\u2019]\w+)?")
GLUE = frozenset(
    """a an the this that these those it its they them their we our you your i my he she is are was were be been being
    am do does did has have had will would can could should may might must of to in on at by for from with as and or
    but so if then than there which who what when where how because while not no into through over out up down each
    every some any all both more most other such only just also very until whereas between during before
    after""".split()
)
"""Words that hold statements together and state nothing themselves."""


class Facts(Struct, frozen=True, kw_only=True):
    """What the conditions are decided from; shares are in [0, 1], belonging in [-2, 2]."""

    words: int
    prose: float  # share of words that glue statements together (articles, verbs of being, prepositions ...)
    echoed: float  # how much of the answer the question already says
    copied: float  # share of the answer's five-word runs that stand in one reference answer
    relevance: float  # how much of the answer the rubric's statements together say
    belonging: float  # closer to this rubric (positive) or to a question about something else (negative)
    disorder: float = 0.0  # share of places where the word order is broken
    disguised: float = 0.0  # share of words that hold invisible or look-alike characters


def blank() -> Facts:
    """The facts about an answer without a single word."""
    return Facts(words=0, prose=0.0, echoed=0.0, copied=0.0, relevance=0.0, belonging=0.0)


def gather(
    answer: str,
    segments: Sequence[EmbeddedText],
    alignment: Alignment,
    question: EmbeddedText,
    reference_answers: Sequence[str],
) -> Facts:
    """The facts about an answer of at least one segment."""
    read = legible(answer)
    words = _words(read)
    shares = [said_by(segment, question) for segment in segments]
    weights = [float(segment.weights.sum()) for segment in segments]
    echoed = sum(share * weight for share, weight in zip(shares, weights, strict=True)) / max(sum(weights), 1e-6)
    return Facts(
        words=len(words),
        prose=round(sum(word in GLUE for word in words) / max(len(words), 1), DECIMALS),
        echoed=round(echoed, DECIMALS),
        copied=round(max(_shared_runs(words, _words(reference)) for reference in reference_answers), DECIMALS),
        relevance=round(alignment.relevance, DECIMALS),
        belonging=round(alignment.belonging, DECIMALS),
        disorder=round(disorder(read), DECIMALS),
        disguised=round(disguised(answer), DECIMALS),
    )


def content_words(text: str) -> list[str]:
    """The words that are no glue, in lower case and order; "it's" and "isn't" count as glue."""
    return [word for word in _words(text) if re.split(r"n?['\u2019]", word)[0] not in GLUE]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _shared_runs(words: Sequence[str], reference: Sequence[str]) -> float:
    runs, known = _runs(words), _runs(reference)
    return len(runs & known) / len(runs) if runs else 0.0


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
