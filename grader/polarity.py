"""Does a segment that matches a statement closely say the opposite?

A guard for reversals that no counter-statement foresees. It works on words alone and speaks
only about near copies: similarity cannot tell "helps" from "does not help", while on a free
paraphrase a difference in negation means nothing (docs/measurement.md).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text's content words, and how often it negates."""

    content: frozenset[str]
    negations: int


def reverses(statement: str, text: str) -> bool:
    """True when `text` is a near copy of `statement` with an odd negation or a swapped opposite.

    False on anything less alike: that is for the counter-statements to judge.
    """
    said, claimed = _read(text), _read(statement)
    only_said, only_claimed = said.content - claimed.content, claimed.content - said.content
    swapped = sum(1 for pair in _OPPOSITES if pair & only_said and pair & only_claimed)
    alike = len(said.content & claimed.content) + swapped
    if not alike or alike < NEAR_COPY * max(len(said.content), len(claimed.content)):
        return False
    odd_negation = (said.negations - claimed.negations) % 2 == 1
    return odd_negation != (swapped % 2 == 1)


@lru_cache(maxsize=10_000)
def _read(text: str) -> _Reading:
    words = _WORD.findall(text.lower().replace("\u2019", "'").replace("non-", "non"))
    negations = [word for word in words if word in _NEGATIONS or word.endswith("n't")]
    return _Reading(frozenset(words) - _FUNCTION_WORDS - frozenset(negations), len(negations))
