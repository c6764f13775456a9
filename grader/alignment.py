"""How well do the statements of a rubric line up with the segments of an answer?

Pure numpy: embedded texts in, similarity tables out. For each token of a statement the best
matching token of the answer is found (greedy matching as in BERTScore, Zhang et al. 2020,
https://arxiv.org/abs/1904.09675), weighted by how informative the token is and discounted
by how much of it the question itself already says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

WINDOW = 3
"""An idea is looked for in up to this many neighbouring segments together."""

UNRIVALLED = 0.1
"""The belonging assumed where there is no other question to compare with: that of a typical answer."""

PADDING_POWER = 4
"""A segment half as near to the rubric as another counts 2 ** 4 times less for the answer as a whole."""

_EPSILON = np.float32(1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedText:
    """A text as its model sees it; a text without tokens has zero rows.

    weights   how informative each token is, 0 to 1                [tokens]
    vectors   a unit vector per token, in context                  [tokens, dimensions]
    sentence  a unit vector for the text as a whole                [dimensions]
    """

    weights: Floats
    vectors: Floats
    sentence: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """The statements of one rubric, stacked once and aligned with many answers."""

    vectors: Floats  # [tokens of all statements, dimensions]
    weights: Floats  # [tokens], discounted by the question
    starts: npt.NDArray[np.intp]  # [statements], where each statement's tokens begin
    totals: Floats  # [statements], sum of its weights
    sentences: Floats  # [statements, dimensions]
    question: EmbeddedText
    center: Floats  # [dimensions], the direction all statements share
    rivals: Floats  # [rivals, dimensions], the centers of questions about something else; may be none


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Similarity tables between statements and windows of an answer, all in [-1, 1].

    windows    (first, last + 1) segment of each window, single segments first
    recall     how much of the statement the window says           [statements, windows]
    precision  how much of the window the statement says           [statements, windows]
    cosine     of the two sentence vectors                         [statements, windows]
    anywhere   recall over the whole answer                        [statements]
    echo       cosine of the window with the question              [windows]
    relevance  how much of the answer the statements together say  a number
    belonging  cosine of the answer with the statements' center,
               minus the best cosine with a rival's                a number
    """

    windows: list[tuple[int, int]]
    recall: Floats
    precision: Floats
    cosine: Floats
    anywhere: Floats
    echo: Floats
    relevance: float
    belonging: float


def stack(statements: Sequence[EmbeddedText], question: EmbeddedText, rivals: Floats) -> Statements:
    """Prepare a rubric's statements for alignment with any number of answers."""
    weights = np.concatenate([_discounted(statement, question) for statement in statements])
    starts = _starts(statements)
    return Statements(
        vectors=np.concatenate([statement.vectors for statement in statements]),
        weights=weights,
        starts=starts,
        totals=np.add.reduceat(weights, starts),
        sentences=np.stack([statement.sentence for statement in statements]),
        question=question,
        center=mean_direction(statements),
        rivals=rivals,
    )


def align(statements: Statements, segments: Sequence[EmbeddedText]) -> Alignment:
    """Line the statements up with at least one segment of an answer, each holding a token."""
    starts = _starts(segments)
    similarity = statements.vectors @ np.concatenate([segment.vectors for segment in segments]).T
    windows = _windows(len(segments))
    best = np.maximum.reduceat(similarity, starts, axis=1)  # [statement tokens, segments]
    in_window = np.stack([best[:, first:last].max(axis=1) for first, last in windows], axis=1)
    sentences = np.stack([mean_direction(segments[first:last]) for first, last in windows])
    weights = np.concatenate([segment.weights for segment in segments])
    lengths = [len(segment.weights) for segment in segments]
    nearness = _nearness(segments, statements)
    return Alignment(
        windows=windows,
        recall=_recall(in_window, statements),
        precision=_precision(similarity, statements, segments, windows),
        cosine=statements.sentences @ sentences.T,
        anywhere=_recall(best.max(axis=1, keepdims=True), statements)[:, 0],
        echo=sentences @ statements.question.sentence,
        relevance=_weighted_mean(similarity.max(axis=0), weights * np.repeat(nearness, lengths)),
        belonging=_belonging(mean_direction(segments, nearness), statements),
    )


def mean_direction(texts: Sequence[EmbeddedText], weights: Floats | None = None) -> Floats:
    """The unit vector of the texts' mean sentence vector, weighted if there are weights."""
    mean = np.average([text.sentence for text in texts], axis=0, weights=weights)
    return np.asarray(mean / max(np.linalg.norm(mean), _EPSILON), dtype=np.float32)


def said_by(text: EmbeddedText, source: EmbeddedText) -> float:
    """How much of `text` the `source` already says: its weighted token recall, 0 to 1."""
    return _weighted_mean((text.vectors @ source.vectors.T).max(axis=1), text.weights)


def _weighted_mean(values: Floats, weights: Floats) -> float:
    return float((values @ weights) / max(weights.sum(), _EPSILON))


def _discounted(statement: EmbeddedText, question: EmbeddedText) -> Floats:
    known = np.clip((statement.vectors @ question.vectors.T).max(axis=1), 0.0, 1.0)
    return np.asarray(statement.weights * (1 - known) + _EPSILON, dtype=np.float32)


def _starts(texts: Sequence[EmbeddedText]) -> npt.NDArray[np.intp]:
    lengths = [len(text.weights) for text in texts]
    return np.cumsum([0, *lengths[:-1]], dtype=np.intp)


def _windows(segments: int) -> list[tuple[int, int]]:
    sizes = range(1, min(WINDOW, segments) + 1)
    return [(first, first + size) for size in sizes for first in range(segments - size + 1)]


def _nearness(segments: Sequence[EmbeddedText], statements: Statements) -> Floats:
    """A weight per segment, so that padding counts for nothing when an answer is judged as a whole."""
    cosines = np.stack([segment.sentence for segment in segments]) @ statements.center
    return np.asarray(np.clip(cosines, 0, None) ** PADDING_POWER + _EPSILON, dtype=np.float32)


def _belonging(direction: Floats, statements: Statements) -> float:
    if not len(statements.rivals):
        return UNRIVALLED
    return float(statements.center @ direction - (statements.rivals @ direction).max())


def _recall(best: Floats, statements: Statements) -> Floats:
    weighted = best * statements.weights[:, None]
    return np.asarray(np.add.reduceat(weighted, statements.starts, axis=0) / statements.totals[:, None])


def _precision(
    similarity: Floats, statements: Statements, segments: Sequence[EmbeddedText], windows: Sequence[tuple[int, int]]
) -> Floats:
    best = np.maximum.reduceat(similarity, statements.starts, axis=0)  # [statements, answer tokens]
    weights = np.concatenate([segment.weights for segment in segments]) + _EPSILON
    starts = _starts(segments)
    said = np.add.reduceat(best * weights, starts, axis=1)
    total = np.add.reduceat(weights, starts)
    columns = [said[:, first:last].sum(axis=1) / total[first:last].sum() for first, last in windows]
    return np.stack(columns, axis=1)
