"""Words for other words, with the capital letter they had."""

import re
from collections.abc import Mapping


def replaced(text: str, forms: Mapping[str, str]) -> str:
    """The text with every whole word or phrase of `forms` (in lower case) in its other form."""
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    return pattern.sub(lambda found: _as_before(found[0], forms[found[0].lower()]), text)


def _as_before(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[0].isupper() else new
