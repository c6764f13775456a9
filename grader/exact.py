"""Exact terms in an answer: numbers, option letters, code, where similarity is the wrong tool."""

import re
from collections.abc import Iterable

_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f'](?=\d{3}(?!\d))")


def find(terms: Iterable[str], answer: str) -> tuple[int, int] | None:
    """(start, end) of the first whole-word occurrence of any term, ignoring case; None without one.

    "net" is not found in "network", nor "50" in "500" or "0.50"; "10,000" is found as "10000" and as "10 000".
    """
    spans = [match.span() for term in terms if (match := _pattern(term).search(answer))]
    return min(spans, default=None)


def _pattern(term: str) -> re.Pattern[str]:
    plain = _THOUSANDS.sub("", term.strip())
    body = r"\s+".join(_part(part) for part in plain.split())
    before = r"(?<![\w.,])" if plain[0].isdigit() else r"(?<!\w)" if plain[0].isalnum() else ""
    after = r"(?!\w|[.,]\d)" if plain[-1].isalnum() else ""
    return re.compile(before + body + after, re.IGNORECASE)


def _part(part: str) -> str:
    """The part as a pattern; a whole number may have thousands marks."""
    if part.isdigit():
        groups = re.findall(r"\d{1,3}(?=(?:\d{3})*$)", part)
        return r"[,\s\u00a0\u202f']?".join(groups)
    return re.escape(part)
