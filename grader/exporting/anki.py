"""Key points that were missed as an Anki deck: the question and a hint in front, the key point behind."""

import hashlib
import html
import re
from collections.abc import Iterable
from datetime import datetime
from typing import IO

from msgspec import Struct

from grader.extras import from_extra
from grader.history.topics import MISSED
from grader.reporting.report import Answer
from grader.shown import visible

MODEL_ID = 1_724_866_207
"""Of our kind of note; drawn once, for Anki to know it again."""

FIRST_ID = 1 << 30
"""Ids of decks lie between this number and its double, as those that Anki makes itself."""


class Card(Struct, frozen=True, kw_only=True):
    """A key point to learn."""

    question_id: str
    key_point_id: str
    topic: str
    prompt: str
    hint: str
    text: str

    @property
    def guid(self) -> str:
        """By which Anki knows the card again when a later deck has it, too."""
        return hashlib.sha256(f"{self.question_id}/{self.key_point_id}".encode()).hexdigest()[:20]


def cards_of(latest: Iterable[Answer]) -> list[Card]:
    """A card for each key point that one of these answers misses or contradicts, in their order."""
    cards = {
        (answer.attempt.question_id, point.id): Card(
            question_id=answer.attempt.question_id,
            key_point_id=point.id,
            topic=answer.attempt.topic,
            prompt=answer.prompt,
            hint=point.hint,
            text=point.text,
        )
        for answer in latest
        for point in answer.key_points
        if point.counts and point.status in MISSED
    }
    return list(cards.values())


def write_deck(file: IO[bytes], name: str, cards: Iterable[Card], when: datetime) -> None:
    """A deck of this name. Raises ExtraError when genanki is not installed."""
    with from_extra("report", "an Anki deck"):
        import genanki
    model = genanki.Model(
        MODEL_ID,
        "Interview key point",
        fields=[{"name": field} for field in ("Question", "Hint", "Key point")],
        templates=[
            {
                "name": "Key point",
                "qfmt": "{{Question}}<hr><i>{{Hint}}</i>",
                "afmt": "{{FrontSide}}<hr id=answer>{{Key point}}",
            }
        ],
    )
    deck = genanki.Deck(_deck_id(name), visible(name).replace("::", ": "))  # two colons make a deck within a deck
    for card in cards:
        fields = [_field(text) for text in (card.prompt, card.hint, card.text)]
        deck.add_note(genanki.Note(model=model, fields=fields, guid=card.guid, tags=[_tag(card.topic)]))
    genanki.Package(deck).write_to_file(file, timestamp=when.timestamp())


def _deck_id(name: str) -> int:
    return FIRST_ID + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % FIRST_ID


def _field(text: str) -> str:
    """Text for a field, which is HTML, and in which Anki looks for sounds and formulas besides."""
    escaped = html.escape(visible(text)).replace("[", "&#91;").replace("\\", "&#92;")
    return escaped.replace("\n", "<br>")


def _tag(topic: str) -> str:
    """A topic as a tag, which has no space in it."""
    return re.sub(r"\s+", "-", visible(topic)) or "-"
