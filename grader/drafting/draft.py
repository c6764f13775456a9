"""A question and a model answer -> a draft rubric, with what a person should look at again.

A draft grades as well as its key points are separate ideas. It has no wordings and no
counter-statements: only a person knows how else the points are said, and how they are got wrong.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from statistics import mean

from msgspec import Struct, structs

from grader.drafting.doubts import Doubt, doubts
from grader.drafting.statements import merged, statements
from grader.errors import DraftError
from grader.facts import content_words
from rubric import KeyPoint, Question
from rubric.model import Level

MOST_KEY_POINTS = 8
LIGHT, HEAVY = 0.6, 1.4
"""A key point with this share of the average number of new content words weighs 1, or 3; 2 between."""

WORDS_IN_ID = 3
WORDS_IN_QUESTION_ID = 5


class Draft(Struct, frozen=True):
    """A rubric that loads and grades, and doubts about it in the order of its key points."""

    question: Question
    doubts: tuple[Doubt, ...]


def draft(
    prompt: str, reference: str, *, id: str | None = None, topic: str = "general", level: Level = "intermediate"
) -> Draft:
    """A draft of one to eight key points, weights 1 to 3. Raises DraftError when a text says nothing."""
    if not prompt.strip():
        raise DraftError("the question is empty", "give the question as the candidate will read it")
    found = statements(reference)
    if not found:
        raise DraftError("the model answer is empty", "write what a very good answer says")
    points = _key_points(prompt, merged(found, MOST_KEY_POINTS))
    question = Question(
        id=id or slug(" ".join(content_words(prompt)[:WORDS_IN_QUESTION_ID])) or "question",
        prompt=" ".join(prompt.split()),
        topic=topic,
        level=level,
        key_points=points,
        reference_answers=(reference.strip(),),
    )
    return Draft(question, tuple(doubts(question, len(found))))


def draft_all(
    answered: Sequence[tuple[str, str]], *, topic: str = "general", level: Level = "intermediate"
) -> list[Draft]:
    """Drafts of pairs of question and model answer, each with an id of its own. Raises DraftError."""
    drafts = [draft(prompt, reference, topic=topic, level=level) for prompt, reference in answered]
    ids = numbered([one.question.id for one in drafts])
    return [
        structs.replace(one, question=structs.replace(one.question, id=id)) for one, id in zip(drafts, ids, strict=True)
    ]


def slug(text: str) -> str:
    """The text as an id, lower-case ASCII letters and digits joined by hyphens; empty when it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def numbered(names: Sequence[str]) -> list[str]:
    """The names, where one was there before with -2, -3, ... after it."""
    taken: set[str] = set()
    unique = []
    for name in names:
        choices = (name if count == 1 else f"{name}-{count}" for count in range(1, len(names) + 1))
        unique.append(next(choice for choice in choices if choice not in taken))
        taken.add(unique[-1])
    return unique


def _key_points(prompt: str, texts: Sequence[str]) -> tuple[KeyPoint, ...]:
    asked = set(content_words(prompt))
    new = [[word for word in content_words(text) if word not in asked] for text in texts]
    telling = [words or content_words(text) for words, text in zip(new, texts, strict=True)]
    ids = numbered([slug(" ".join(words[:WORDS_IN_ID])) or "point" for words in telling])
    return tuple(
        KeyPoint(id=id, text=text, weight=weight, hint=_hint(number, len(texts)))
        for number, (id, text, weight) in enumerate(zip(ids, texts, _weights(new), strict=True), 1)
    )


def _weights(new: Sequence[Sequence[str]]) -> Iterator[int]:
    """1, 2 or 3 by the number of different content words that the question does not say."""
    counts = [len(set(words)) for words in new]
    average = mean(counts) or 1
    for count in counts:
        yield 1 if count <= LIGHT * average else 3 if count >= HEAVY * average else 2


def _hint(number: int, of: int) -> str:
    """A place in the answer, for anything more would give the point away."""
    return f"The model answer makes {of} points. What could number {number} be?" if of > 1 else "What is the answer?"
