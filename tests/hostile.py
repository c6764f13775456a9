"""Texts that are markup, code, commands or a change of direction to somebody: to be shown as text everywhere."""

from rubric import KeyPoint, Question

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "</style></title>{{ 7 * 7 }}{% raw %}",
    "*a* _b_ [c](http://d.example) `e` | f",
    '#eval("1") $x$ @ref \\u{41}',
    "=HYPERLINK(1)",
    "\x1b[31mred\x07",
    "\u202egnp.exe\u202c",
    "\u05e9\u05dc\u05d5\u05dd",
)
"""The last is harmless: Hebrew, which runs from the right."""

WORD = "x" * 100_000


def hostile_question() -> Question:
    """A question whose every text is hostile."""
    texts = iter(HOSTILE * 2)
    points = tuple(KeyPoint(id=f"k{n}", text=next(texts), hint=next(texts)) for n in range(4))
    return Question(
        id="hostile", prompt=HOSTILE[0], topic=HOSTILE[1], level="basic", reference_answers=("So.",), key_points=points
    )
