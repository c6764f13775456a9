"""Slips of people who learned English late: articles left out, an -s forgotten, the wrong preposition."""

import re

EVERY = 2
"""One slip for so many chances."""

_ARTICLE = re.compile(r"\b(?:a|an|the) (?=[a-z])")
_OTHER = {
    "depends on": "depends from",
    "depend on": "depend from",
    "consists of": "consists from",
    "consist of": "consist from",
    "different from": "different to",
    "information": "informations",
    "many": "much",
    "fewer": "less",
    "has": "have",
    "does": "do",
    "it is": "is",
}
_THIRD_PERSON = """
    adds allows becomes breaks brings carries changes comes computes contains controls decides determines fits forgets
    gets gives goes grows helps holds improves keeps leads learns lets looks loses makes maps means measures moves
    needs passes performs predicts prevents produces reads receives reduces removes runs says selects sends shows
    shrinks starts stays steers stops stores takes tells travels tries turns updates uses wants weighs works
""".split()
_FORMS = _OTHER | {verb: re.sub(r"ies$", "y", verb) for verb in _THIRD_PERSON}
_FORMS |= {verb: re.sub(r"(?<=ss|go)es$|(?<=[^s])s$", "", verb) for verb in _THIRD_PERSON if not verb.endswith("ies")}
_SLIP = re.compile(rf"\b(?:{'|'.join(_FORMS)})\b")


def with_slips(answer: str) -> str:
    """The answer with every second article left out and every second other chance of a slip taken."""
    return _every_second(_SLIP, _every_second(_ARTICLE, answer))


def _every_second(pattern: re.Pattern[str], answer: str) -> str:
    for found in reversed(list(pattern.finditer(answer))[::EVERY]):
        answer = answer[: found.start()] + _FORMS.get(found[0], "") + answer[found.end() :]
    return answer
