"""Texts that nobody expects: every plane of Unicode, halves of characters, controls, megabytes, no space at all."""

import random
from collections.abc import Callable, Sequence

LONGEST = 120_000
"""Characters, more than an answer may have."""

WORDS = (
    "the network gradient vanishes not never increases decreases layer cell state 10,000 3.5 (b) e.g. i.e. because "
    "and but LSTM ReLU sigmoid overfitting dropout weights are learned no without 50% x = y; it isn't can't"
).split()
SIGNS = list(".,;:!?-*#>()[]{}'\"`~^%$&|/\\@=+_\u2026\u2014\u2019\u3002\uff01\u0964")
SPACES = list(" \t\n\r\v\f\u00a0\u2003\u2028\u2029\u3000\u0085")
CONTROLS = [*map(chr, range(32)), "\x7f", *map(chr, range(0x80, 0xA0))]
HIDDEN = list("\u00ad\u200b\u200c\u200d\u200e\u202e\u2066\u2069\ufeff\u0301\u0338\u20dd\ufe0f\u3164")
STEERING = [
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x1b]8;;http://x\x1b\\",
    "\x9b31m",
    "\r\n",
    "[bold]",
    "[/]",
    ":smile:",
    "\b\b",
]
ACTIVE = [
    "=1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "'; drop table grades; --",
    "../../etc/passwd",
    "%s%n",
    "${x}",
]
DIGITS = list("0123456789\u0663\u0967\u00b2\u2167\u00bd\U0001d7d9")

Chance = random.Random


def text(chance: Chance, longest: int = LONGEST) -> str:
    """A text that may be of any kind, mostly short; it may hold halves of characters."""
    made = chance.choice(_KINDS)(chance)
    if chance.random() < 0.2:
        made += chance.choice(_KINDS)(chance)
    if chance.random() < 0.01:
        made = (made or "x") * (longest // max(len(made), 1) + 1)
    return made[:longest]


def encodable(text: str) -> str:
    """The text without halves of characters."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _sentences(chance: Chance) -> str:
    return " ".join(
        chance.choice(WORDS) + (chance.choice(SIGNS) if chance.random() < 0.2 else "") for _ in _few(chance)
    )


def _any_plane(chance: Chance) -> str:
    """Characters of one plane each, halves and unassigned ones among them."""
    return "".join(chr((chance.randrange(17) << 16) + chance.randrange(0x10000)) for _ in _few(chance))


def _one_block(chance: Chance) -> str:
    start = chance.randrange(0, 0x110000 - 256)
    return "".join(chr(start + chance.randrange(256)) for _ in _few(chance))


def _of(parts: Sequence[str], between: str = "") -> Callable[[Chance], str]:
    return lambda chance: between.join(chance.choice(parts) for _ in _few(chance))


def _mixed(chance: Chance) -> str:
    return "".join(chance.choice(chance.choice((WORDS, SIGNS, SPACES, HIDDEN, DIGITS, STEERING))) for _ in _few(chance))


def _piled_up(chance: Chance) -> str:
    """Letters with heaps of marks on them."""
    return "".join(chance.choice(WORDS) + "\u0301\u0338\u20dd" * chance.randrange(30) for _ in _few(chance))


def _one_character(chance: Chance) -> str:
    everything = (*SIGNS, *SPACES, *HIDDEN, *DIGITS, "a", "\u4e2d", "\U0001f600", "\ud800", "\udfff", "\0")
    return chance.choice(everything) * chance.choice((1, 2, 40, 41, 500, 3000))


def _without_spaces(chance: Chance) -> str:
    return _of(WORDS)(chance) * chance.choice((1, 10, 50))


def _one_word_each(chance: Chance) -> str:
    return chance.choice(("\n", "; ", ". ", ".\n- ", "\r\n\r\n", "?! ")).join(
        chance.choice(WORDS) for _ in _few(chance)
    )


def _few(chance: Chance) -> range:
    return range(chance.choice((0, 1, 2, 3, 5, 8, 13, 30, 80)))


_KINDS: Sequence[Callable[[Chance], str]] = (
    _sentences,
    _any_plane,
    _one_block,
    _of(SIGNS),
    _of(SPACES),
    _of(CONTROLS),
    _of(HIDDEN),
    _of(STEERING, " "),
    _of(ACTIVE, " "),
    _of(DIGITS),
    _mixed,
    _piled_up,
    _one_character,
    _without_spaces,
    _one_word_each,
)
