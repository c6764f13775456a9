"""Contractions: an answer that has some is written out, an answer without any gets them."""

from grader.rewording.replacing import replaced

_SHORT = {
    "it is": "it's",
    "that is": "that's",
    "there is": "there's",
    "they are": "they're",
    "we are": "we're",
    "you are": "you're",
    "do not": "don't",
    "does not": "doesn't",
    "did not": "didn't",
    "is not": "isn't",
    "are not": "aren't",
    "was not": "wasn't",
    "were not": "weren't",
    "has not": "hasn't",
    "have not": "haven't",
    "cannot": "can't",
    "can not": "can't",
    "could not": "couldn't",
    "would not": "wouldn't",
    "should not": "shouldn't",
    "will not": "won't",
    "you will": "you'll",
    "it will": "it'll",
    "they will": "they'll",
    "we will": "we'll",
    "you have": "you've",
    "we have": "we've",
    "they have": "they've",
}
_LONG = {short: long for long, short in reversed(_SHORT.items())}  # the first of two long forms stays


def with_other_contractions(answer: str) -> str:
    """The answer written out; one without a contraction with every one that fits."""
    straight = answer.replace("\u2019", "'")
    written_out = replaced(straight, _LONG)
    return written_out if written_out != straight else replaced(straight, _SHORT)
