"""Anki decks: read again from the package, with the same ids every time."""

import html
import io
import re
import sqlite3
import tempfile
import zipfile
from datetime import UTC, datetime

from grader.exporting.anki import Card, write_deck
from grader.shown import visible
from tests.hostile import HOSTILE, WORD

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def card(text: str, key_point: str = "k1") -> Card:
    return Card(question_id="q", key_point_id=key_point, topic=text, prompt=text, hint=text, text=text)


def notes(name: str, cards: list[Card]) -> tuple[str, list[tuple[str, str, str]]]:
    """The names of the decks, and guid, tags and fields of every note."""
    file = io.BytesIO()
    write_deck(file, name, cards, NOW)
    with tempfile.NamedTemporaryFile(suffix=".anki2") as collection, zipfile.ZipFile(file) as package:
        collection.write(package.read("collection.anki2"))
        collection.flush()
        read = sqlite3.connect(collection.name)
        decks = read.execute("select decks from col").fetchone()[0]
        found = read.execute("select guid, tags, flds from notes order by id").fetchall()
        read.close()
    return decks, found


def test_the_same_cards_have_the_same_ids() -> None:
    first, again = notes("Sample Ana", [card("gates")]), notes("Sample Ana", [card("gates")])
    assert first == again
    assert notes("Sample Ben", [card("gates")])[1] == first[1]  # a key point is one card, in whosever deck
    assert re.findall(r'"id": (\d{6,})', notes("Sample Ben", [])[0]) != re.findall(r'"id": (\d{6,})', first[0])


def test_two_key_points_are_two_cards() -> None:
    _, found = notes("Sample Ana", [card("gates"), card("gates", "k2")])
    assert len({guid for guid, _, _ in found}) == 2


def test_hostile_texts_are_text() -> None:
    texts = (*HOSTILE, WORD, "[sound:x.mp3] [latex]y[/latex] \\(z\\) {{c1::a}}")
    for text in texts:
        _, [(_, tags, fields)] = notes(text, [card(text)])
        for field in fields.split("\x1f"):
            assert html.unescape(field) == visible(text)
            assert not re.search(r"<(?!br>)|\[sound|\[latex|\\\(", field)
        assert len(tags.split()) == 1
