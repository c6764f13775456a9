"""An answer as a reader sees it: no invisible characters, and Latin letters in the place of their look-alikes.

A word with a zero-width space in it, or with a Cyrillic letter that looks Latin, is another word to a
program and the same to a reader. So answers are read in this form, by models and rules alike.
"""

import re
import unicodedata
from collections.abc import Sequence

LOOK_ALIKES = dict(
    zip(
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
        "\u0430\u0435\u0455\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u04bb\u0501\u051b\u051d"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03bf\u03bd",
        "ABESIJKMHOPCTYXaesijopcyxhdqwABEZHIKMNOPTYXaov",
        strict=True,
    )
)
"""Cyrillic and Greek letters beside the Latin letter that looks the same, from Unicode's confusables.txt."""

FORMULA = 2
"""Up to so many letters, a word with a Greek letter is a formula: the product of alpha and x is no disguised "ax"."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zA-Z]+")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters to Unicode, and nothing to see
_OF_EDITORS = str.maketrans(dict.fromkeys("\u00ad\ufeff"))  # soft hyphens and byte-order marks come with copied text


def legible(text: str) -> str:
    """The text as a reader sees it; what becomes of a word depends on that word alone."""
    return read(text)[0]


def read(text: str) -> tuple[str, Sequence[int]]:
    """The legible text, and the place of each of its characters in the text that was given."""
    if text.isascii() and not _CONTROL.search(text):
        return text, range(len(text))
    places = [place for place, character in enumerate(text) if not _is_hidden(character)]
    shown = "".join(_upright(text[place]) for place in places)
    return _WORD.sub(lambda word: _latin(word[0]), shown), places


def disguised(text: str) -> float:
    """The share of words, 0 to 1, that hold look-alikes or invisible characters which no editor puts there."""
    if legible(text) == text:
        return 0.0
    words = [unicodedata.normalize("NFC", word.translate(_OF_EDITORS)) for word in text.split()]
    return sum(legible(word) != word for word in words) / len(words)


def has_surrogate(text: str) -> bool:
    """Does the text hold what JSON can write but no encoding can (a cut-off emoji, say)?"""
    return _SURROGATE.search(text) is not None


def _is_hidden(character: str) -> bool:
    """Controls, format characters (zero-width, direction) and marks on letters, which the models do not see either."""
    category = unicodedata.category(character)
    return (category in ("Cc", "Cf", "Mn", "Me") and not character.isspace()) or character in _BLANK_LETTERS


def _upright(character: str) -> str:
    """The letter or digit itself for one of full width or in the type of a formula."""
    if character.isalnum() and unicodedata.decomposition(character).startswith(("<wide>", "<font>")):
        return unicodedata.normalize("NFKC", character)
    return character


def _latin(word: str) -> str:
    """The word in Latin letters if it looks like one, else the word itself."""
    plain = "".join(LOOK_ALIKES.get(letter, letter) for letter in word)
    formula = _GREEK.search(word) and (len(word) <= FORMULA or not _LATIN.search(word))
    return plain if _LATIN.fullmatch(plain) and not formula else word
