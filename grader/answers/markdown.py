"""Markdown -> plain text, and questions with their model answers: each heading, and the text below it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

# "3.", "3)", "Q3:", "Question 3 -" before the question itself.
_NUMBER = re.compile(r"^(?:(?:q|question)\s*)?\d{1,3}\s*[.):\u2013-]\s+", re.IGNORECASE)


def plain_text(markdown: str) -> str:
    """The text without marks: a line per paragraph and per list item ("- ..."), code as it stands."""
    return "\n".join(_lines(MarkdownIt().parse(markdown)))


def sections(markdown: str) -> Iterator[tuple[str, str]]:
    """Every heading, without a number before it, and the plain text up to the next one; it may be empty."""
    tokens = MarkdownIt().parse(markdown)
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    for start, end in pairwise([*starts, len(tokens)]):
        heading = _inline(tokens[start + 1])
        yield _NUMBER.sub("", heading), "\n".join(_lines(tokens[start + 3 : end]))


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    item = False
    for token in tokens:
        if token.type == "list_item_open":
            item = True
        elif token.type == "inline":
            yield f"- {_inline(token)}" if item else _inline(token)
            item = False
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")


def _inline(token: Token) -> str:
    return " ".join("".join(_words(token.children or ())).split())


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    """The text of inline tokens; an editor's line break is a space, an image its description."""
    for token in tokens:
        yield " " if token.type in ("softbreak", "hardbreak") else token.content
