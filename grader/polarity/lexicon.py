"""What the guard knows of English: stems, comparatives, function words, and which words are opposites."""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_FUNCTION_WORDS = frozenset(
    """a an the this that these those it its they them their theirs he him his she her hers we us our you your i me my
    mine who whom whose which what when where why how there here be am is are was were been being do does did done
    doing have has had having will would can could shall should may might must ought of to in on at by for from with
    as and or but so if than then thus hence too also just even very quite rather really own onto over out
    off about around through during between among per via such each every some any all both either other another one
    once again ever yet already still almost nearly exactly roughly approximately basically essentially generally
    usually normally typically actually simply merely fairly pretty certainly clearly probably perhaps maybe possibly
    able because since although though while whereas until unless let s t re ve ll d m no not get gets got
    namely mainly mostly relatively largely strictly fully completely totally entirely
    said say says seems seem appears appear kind sort""".split()
)
_NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "de", "anti", "mis", "counter", "a")
_NO_OPPOSITES = frozenset(
    """input put inform form impress press import port inside side install stall display play design sign dismiss miss
    depend pend intent tent interest terest invest vest increase crease depress detail tail discuss cuss mission
    distance stance distract tract invaluable valuable under derstand uncle until impart impose pose dispose impact
    pact impulse pulse inside despite deliver liver determine terminate individual defence fence defend fend derive
    rive descent scent demand mand inflammable flammable along long around round across cross amount mount account
    count about bout""".split()
)
_MIN_BASE = 4  # letters of a word that may take a negative prefix

Senses = frozenset[tuple[int, int]]
"""Scales that a word stands on, and at which end."""


def is_function_word(token: str) -> bool:
    """Whether a word carries grammar rather than content, or is a hedge."""
    return token in _FUNCTION_WORDS


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """The stem of a word (Porter's second stemmer); irregular forms have that of their base form."""
    return str(_stemmer().stemWord(_forms().get(word, word)))


@lru_cache(maxsize=20_000)
def parts_of(token: str) -> tuple[str, ...]:
    """The token, or the two words a comparative or superlative stands for: "faster" is "more fast"."""
    if token in _COMPARED:
        return _COMPARED[token]
    for ending, degree in (("er", "more"), ("est", "most")):
        if token.endswith(ending):
            for base in _bases(token.removesuffix(ending)):
                if base in _adjectives():
                    return degree, base
    return (token,)


_COMPARED = {
    "better": ("more", "good"),
    "best": ("most", "good"),
    "worse": ("more", "bad"),
    "worst": ("most", "bad"),
    **dict.fromkeys(("higher", "greater", "larger", "bigger"), ("more",)),
    **dict.fromkeys(("lower", "smaller", "fewer"), ("less",)),
    "later": ("later",),  # a word of time, as "before" is
}


@lru_cache(maxsize=20_000)
def senses_of(word: str) -> Senses:
    """The scales a word stands on."""
    return _scales().get(stem_of(word), frozenset())


@lru_cache(maxsize=50_000)
def are_opposites(one: str, other: str) -> bool:
    """Whether two words are at the two ends of a scale, or one is the other with a negative prefix or ending."""
    mine, theirs = senses_of(one), senses_of(other)
    if mine & theirs:
        return False
    scales = {scale for scale, _ in theirs}
    return any(scale in scales for scale, _ in mine) or _negates(one, other) or _negates(other, one)


@lru_cache(maxsize=50_000)
def are_synonyms(one: str, other: str) -> bool:
    """Whether two words stand at the same end of a scale."""
    return bool(senses_of(one) & senses_of(other))


def _negates(negated: str, plain: str) -> bool:
    if negated in _NO_OPPOSITES or plain in _NO_OPPOSITES:
        return False
    if negated.endswith("less") and plain.endswith("ful"):
        return negated.removesuffix("less") == plain.removesuffix("ful")
    return (
        len(plain) >= _MIN_BASE
        and plain[:_MIN_BASE] in negated
        and any(
            negated.startswith(prefix) and stem_of(negated.removeprefix(prefix)) == stem_of(plain)
            for prefix in _NEGATIVE_PREFIXES
        )
    )


def _bases(cut: str) -> Iterator[str]:
    """What an adjective may have been before its ending: fast-er, large-r, bigg-er, easi-er."""
    yield cut
    yield cut + "e"
    if len(cut) > 2 and cut[-1] == cut[-2]:  # noqa: PLR2004 - one letter at least stays
        yield cut[:-1]
    if cut.endswith("i"):
        yield cut[:-1] + "y"


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(word for line in _lines("adjectives.txt") for word in line.split())


@cache
def _scales() -> dict[str, Senses]:
    scales: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(_lines("opposites.txt")):
        for end, words in enumerate(line.split("|")):
            for word in words.split():
                scales.setdefault(stem_of(word), set()).add((number, end))
    return {stem: frozenset(found) for stem, found in scales.items()}


@cache
def _forms() -> dict[str, str]:
    return {form: line.split()[0] for line in _lines("forms.txt") for form in line.split()[1:]}


def _lines(name: str) -> list[str]:
    text = resources.files("grader.polarity").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def is_irregular(word: str) -> bool:
    """Whether a word is a form that endings do not explain, such as "driven"."""
    return word in _forms()
