"""Does a segment that matches a statement closely say the opposite?

A guard for reversals that no counter-statement foresees. It works on words alone and speaks
only about near copies: similarity cannot tell "helps" from "does not help", while on a free
paraphrase a difference in negation means nothing (docs/measurement.md).
"""

import re

NEAR_COPY = 0.75
"""Two texts are near copies when they share this part of the content words of both."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_NEGATIONS = frozenset(
    "not no never none neither nor cannot without nothing nowhere hardly scarcely rarely seldom".split()
)
_FUNCTION_WORDS = frozenset(
    """a an the this that these those it its they them their he she his her we our you your i my is are was were be
    been being am do does did has have had will would can could shall should may might must of to in on at by for
    from with as and or but so if then than there here which who whom whose what when where how also just only very
    into onto over under out up down off again such each every some any all both other one""".split()
)
_OPPOSITES = {
    frozenset(pair.split())
    for pair in (
        "increase decrease,increases decreases,increasing decreasing,increased decreased,raise lower,raises lowers,"
        "higher lower,high low,large small,larger smaller,big small,bigger smaller,fast slow,faster slower,more less,"
        "most least,before after,first last,always never,all none,positive negative,maximum minimum,max min,"
        "maximize minimize,maximizes minimizes,maximise minimise,maximises minimises,gain lose,keep discard,"
        "keeps discards,enlarge shrink,enlarges shrinks,expand shrink,expands shrinks,grow shrink,grows shrinks,"
        "deep shallow,deeper shallower,early late,earlier later,forward backward,forwards backwards,linear nonlinear,"
        "linear non-linear,supervised unsupervised,same different,fixed learned,prevent cause,prevents causes,"
        "reduce increase,reduces increases,reducing increasing,above below,input output,inputs outputs,encoder decoder,"
        "easier harder,cheaper costlier,left right,wide narrow,local global,training test,enable disable,add remove,"
        "adds removes,short long,shorter longer,better worse,best worst,strong weak,stronger weaker"
    ).split(",")
}


def reverses(statement: str, text: str) -> bool:
    """True when `text` is a near copy of `statement` with an odd negation or a swapped opposite.

    False on anything less alike: that is for the counter-statements to judge.
    """
    said, claimed = _words(text), _words(statement)
    only_said, only_claimed = _content(said) - _content(claimed), _content(claimed) - _content(said)
    shared = _content(said) & _content(claimed)
    swapped = [pair for pair in _OPPOSITES if pair & only_said and pair & only_claimed]
    alike = len(shared) + len(swapped)
    longer = max(len(_content(said)), len(_content(claimed)))
    if not alike or alike < NEAR_COPY * longer:
        return False
    odd_negation = (_negations(said) - _negations(claimed)) % 2 == 1
    return odd_negation != (len(swapped) % 2 == 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("\u2019", "'").replace("non-", "non"))


def _content(words: list[str]) -> set[str]:
    return {word for word in words if word not in _FUNCTION_WORDS and not _is_negation(word)}


def _negations(words: list[str]) -> int:
    return sum(map(_is_negation, words))


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")
