"""Phrases that say in several words what the guard looks for in one, and phrases whose negation negates nothing."""

import re

_REPLACED = (
    # Contractions, with and without their apostrophe.
    (r"\b(is|are|was|were|does|do|did|has|have|had|would|could|should|must|need)nt\b", r"\1 not"),
    (r"\bcannot\b|\bcan't\b|\bcant\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"\bshan't\b", "shall not"),
    (r"n't\b", " not"),
    (r"\bnon[- ](?=[a-z])", "not "),
    (r"\b(\d{3,4})s\b", r"\1"),
    (r"\b(to|can|will|would|could|may|might|must|should|not) lower\b", r"\1 lowers"),  # the verb
    # What only sets off, asks or answers.
    (r"\bunlike\b[^,;.]*,(\s*which\b[^,;.]*,)?", " "),
    (r"\bin contrast (to|with)\b[^,;.]*,", " "),
    (r", (is|are|was|were|do|does|did|can|could|will|would|am|have|has) not (i|you|it|he|she|they|we|that)\b", " "),
    (r"^\W*(oh,? |well,? )?no,", " "),
    (r"\b(not|no) (only|just|merely|simply|solely)\b", " "),
    (r"\bor not( at all)?\b", " "),
    (r"\b(no matter|no doubt|without (a )?doubt|if not|not to mention|no wonder)\b", " "),
    # Exclusion.
    (r"\b(no one|nobody|none|nothing) (but|except|other than)\b", " only "),
    (r"\bnot\b((?: \w+){1,5}) any(?:thing|one|body) (?:other than|but|except)\b", r" only\1 "),
    (r"\b(everyone|everybody|everything|anyone|all|every \w+) (but|except)\b", " allbut "),
    # Bounds.
    (r"\bno longer\b", " not "),
    (r"\b(no|not) (more|greater|later|higher) than\b|\bat most\b|\bup to\b", " atmost "),
    (r"\b(no|not) (less|fewer|lower|earlier) than\b|\bat least\b", " atleast "),
    (r"\bnot (necessarily|always|all|every|entirely|completely|fully)\b", " notall "),
    # Negation in other words.
    (r"\bat no (time|point)\b", " never "),
    (r"\b(it is )?impossible to\b", " can not "),
    (r"\b(fail|fails|failed|failing|unable|inability|refuse|refuses|refused) to\b", " not "),
    (r"\b(far from|free of|free from|devoid of|lack of|absence of|incapable of|nowhere near)\b", " not "),
    (r"\b(has|have) yet to\b", r"\1 not"),
    (r"\b(is|are|was|were|be|been) (absent|missing|non-?existent|unavailable|unrelated|uninvolved)\b", r"\1 not"),
    (
        r"\b(is|are|was|were|be|been) (banned|barred|prohibited|forbidden|prevented|disallowed|exempt) from\b",
        r"\1 not",
    ),
    (r"\b(stop|stops|stopped|cease|ceases|ceased) (?=\w+ing\b|to \w)", " not "),
    (r"\b(unnecessary|superfluous|needless|pointless)\b", " not needed "),
    (r"\b(take|takes|took|taking) the place of\b", " insteadof "),
    (r"\b(refrain|abstain)(s|ed|ing)? from\b", " not "),
    (r"\bby no means\b|\bin no way\b", " not "),
    (r"\b(rather than|instead of|as opposed to|in place of|in lieu of)\b", " insteadof "),
    (r"\bout of\b", " outof "),
    (r"\b(so|as) (much|many|far|long|soon) as\b", " "),
)
_PATTERNS = [(re.compile(pattern), replacement) for pattern, replacement in _REPLACED]
_TORQUE = re.compile(r"\bNm\b|\b[Nn]ewton[- ]met(?:re|er)s?\b")  # without its capital it would be a nanometre


def plain(text: str) -> str:
    """The text in lower case with each phrase replaced by its one word, or by nothing."""
    text = _TORQUE.sub("newtonmetre", text.replace("\u2019", "'").replace("\u2212", "-")).lower()
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text
