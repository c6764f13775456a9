"""A verdict counts only if its quotation stands in the answer, word for word."""

import re
import unicodedata

from grader.coverage import Evidence, Verdict
from grader.legible import legible, read
from grader.llm_judge.reply import Said

SHORTEST = 2
"""Words of a quotation, unless the answer itself has fewer: a lone word stands in almost any answer."""

NO_QUOTE = ("", "n/a", "none", "null", "-")
"""What models write where there is nothing to quote."""

LONGEST_REASON = 240
"""Characters of a reason that are kept."""

_TYPOGRAPHY = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2011\u00a0\u202f", "''\"\"---  ")
_AROUND = " \t\r\n\"'.,;:!?\u2026"
_WORD = re.compile(r"\w+")


def grounded(answer: str, said: Said) -> Verdict | None:
    """The verdict with its quotation as a stretch of the answer; None if it quotes what does not stand there.

    "missing" may go without a quotation, and has none in the end.
    """
    silent = said.status == "missing" and said.quote.strip().lower() in NO_QUOTE
    quote = None if silent else find_quote(answer, said.quote)
    if not silent and not quote:
        return None
    return Verdict(status=said.status, quote=None if said.status == "missing" else quote, reason=_one_line(said.reason))


def find_quote(answer: str, quote: str) -> Evidence | None:
    """The first place of the answer, as a reader sees it, that holds the quotation from word to word.

    White space, quotation marks and dashes may differ, and marks around the quotation; nothing else may.
    """
    wanted = _plain(legible(quote)).strip(_AROUND).split()
    shown, places = read(answer)
    words = _WORD.findall(" ".join(wanted))
    if not words or len(words) < min(SHORTEST, len(_WORD.findall(shown))):
        return None
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in wanted) + r"(?!\w)"
    found = re.search(pattern, _plain(shown))
    if not found:
        return None
    ends = [*places, len(answer)]  # what is hidden behind a character belongs to it, as in segmentation
    start, end = places[found.start()], ends[found.end()]
    return Evidence(answer[start:end], start, end)


def _plain(text: str) -> str:
    """The text with plain marks; as long as it was."""
    return text.translate(_TYPOGRAPHY)


def _one_line(reason: str) -> str:
    """A model's sentence as one line of visible characters."""
    shown = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in legible(reason))
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1].rstrip() + "\u2026"
