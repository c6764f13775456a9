"""A sentence called untrue as a whole: "It is not true that ...", "The claim that ... is a myth"."""

import re

_UNTRUE = (
    r"(?:not[ ](?:true|correct|right|so|the[ ]case)|untrue|false|wrong|incorrect|mistaken|nonsense"
    r"|an?[ ](?:myth|misconception|mistake|fallacy|error|lie))"
)
_SAYING = r"(?:say|claim|state|think|believe|assume|suppose|argue|suggest|conclude)"
_BEFORE = re.compile(
    rf"""\W*(?:in\ fact,?\ |actually,?\ |but\ |and\ |well,?\ )*(?:
      (?:it\ is|it's|it\ was|it\ would\ be)\ (?:simply\ |just\ |plainly\ |quite\ )?{_UNTRUE}(?:\ to\ {_SAYING})?\ that
    | it\ isn't\ (?:true|correct|right|so|the\ case)(?:\ to\ {_SAYING})?\ that
    | (?:i|we)\ (?:do\ not|don't|would\ not|wouldn't|can\ not|cannot|can't)\ (?:agree|{_SAYING})\ that
    | (?:nobody|no\ one)\ (?:can|could|should|would)\ {_SAYING}\ that
    | (?:i|we)\ (?:doubt|deny|disagree)\ that
    )\ """,
    re.IGNORECASE | re.VERBOSE,
)
_AROUND = re.compile(
    rf"\W*the (?:claim|idea|belief|notion|statement) that (?P<rest>.+?),? is (?:simply |just )?{_UNTRUE}\W*",
    re.IGNORECASE | re.DOTALL,
)
_PUT_RIGHT = re.compile(r"\b(?:but|because|since|rather|instead|actually|in fact)\b|[;:\u2013\u2014]", re.IGNORECASE)
"""What may follow a denial puts things right, so the denial reaches no further than this."""


def undenied(sentence: str) -> tuple[str, bool]:
    """What the sentence is about without the words that call it untrue, and whether there were such words.

    A sentence that goes on to say what is right instead is left as it is.
    """
    text = sentence.replace("\u2019", "'")
    found = _BEFORE.match(text)
    rest = text[found.end() :] if found else ""
    if around := _AROUND.fullmatch(text):
        rest = around["rest"]
    return (rest, True) if rest and not _PUT_RIGHT.search(rest) else (sentence, False)
