"""What a report looks like, whatever file it goes to: headings, lines, tables, charts and answers."""

from msgspec import Struct

from grader.coverage import Status
from grader.pieces import Piece

WINDOW = 80
"""Characters of a title that are shown where there is one line for it."""


class Said(Struct, frozen=True):
    """Words of a person or a rubric within a line of ours: kept apart, so that their direction turns nothing else."""

    text: str


Line = tuple[str | Said, ...]


class Table(Struct, frozen=True, kw_only=True):
    """A table; `links` has for each row the anchor of the answer that it is about, or is empty."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    links: tuple[str, ...] = ()


class Chart(Struct, frozen=True, kw_only=True):
    """A chart as SVG, and the words that stand in its place for who cannot see it."""

    svg: str
    alt: str


class Section(Struct, frozen=True, kw_only=True):
    """A part of a report with a heading of its own: lines, a numbered list, charts, tables."""

    id: str
    heading: str
    lines: tuple[Line, ...] = ()
    steps: tuple[Line, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


class Marked(Struct, frozen=True, kw_only=True):
    """A key point beside an answer; `earned` is "2 of 3", or says that it is spare."""

    number: int
    status: Status
    by: str
    earned: str
    text: str
    evidence: str
    note: str


class AnswerPart(Struct, frozen=True, kw_only=True):
    """An answer, with its scores in lines, what to do about it, and its key points."""

    id: str
    prompt: str
    lines: tuple[Line, ...]
    feedback: tuple[str, ...]
    pieces: tuple[Piece, ...]
    key_points: tuple[Marked, ...]
    corrections: tuple[Line, ...]
    origin: str


class Document(Struct, frozen=True, kw_only=True):
    """A whole report, ready to be set as HTML, PDF or Markdown."""

    title: str
    subtitle: Line
    sections: tuple[Section, ...]
    answers_heading: str
    answers_lines: tuple[Line, ...]
    answers: tuple[AnswerPart, ...]
    foot: str

    @property
    def window(self) -> str:
        """As much of the title as the title of a window has room for."""
        return self.title[:WINDOW]


def table(caption: str, columns: dict[str, list[str]], *, words: int = 1, links: tuple[str, ...] = ()) -> Table:
    """A table from its columns, of which the first `words` hold words and the others numbers."""
    return Table(
        caption=caption,
        headings=tuple(columns),
        rows=tuple(zip(*columns.values(), strict=True)),
        numeric=tuple(place >= words for place in range(len(columns))),
        links=links,
    )
