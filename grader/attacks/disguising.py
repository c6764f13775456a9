"""Text that looks the same and is spelled with other characters."""

from collections.abc import Callable, Mapping

from grader.legible import LOOK_ALIKES

ZERO_WIDTH = "\u200b"

_CYRILLIC = str.maketrans({latin: other for other, latin in LOOK_ALIKES.items() if "\u0400" <= other <= "\u052f"})


def look_alike(text: str) -> str:
    """The text with a Cyrillic letter for each Latin one that has a double."""
    return text.translate(_CYRILLIC)


def invisible(text: str) -> str:
    """The text with a zero-width space in the middle of every word."""
    return " ".join(f"{word[: len(word) // 2]}{ZERO_WIDTH}{word[len(word) // 2 :]}" for word in text.split(" "))


DISGUISES: Mapping[str, Callable[[str], str]] = {"look-alikes": look_alike, "invisible": invisible}
