"""Whatever names, answers, rubrics and reasons hold is text on every page."""

import html
import re
from collections.abc import Callable, Iterator

import pytest

from grader.dashboard.wording import shown
from grader.log.records import Record
from rubric import KeyPoint, Question
from tests.grader.conftest import Answer
from tests.grader.dashboard.conftest import Visitor
from tests.pages import Page

WORDS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></option></mark><b>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt; &amp;amp;",
    "javascript:alert(1)//",
    "\x1b[31mred\x1b[0m\x00\x07",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "=cmd|'/c calc'!A0",
    "a" * 100_000,
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\ud55c\uad6d\uc5b4 \U0001f600",
]


def hostile_question(word: str) -> Question:
    points = tuple(KeyPoint(id=f"k{n}", text=f"Point {n} {word[:500]}", hint=f"Hint {word[:500]}") for n in range(2))
    return Question(
        id="sky", prompt=f"What of {word[:500]}?", topic=f"topic {word[:500]}", level="basic",
        reference_answers=("So.",), key_points=points,
    )  # fmt: skip


@pytest.fixture(params=WORDS, ids=lambda word: repr(word[:20]))
def word(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def record(word: str, answer: Answer) -> Record:
    """An answer of which every text is hostile, reviewed by somebody who is, too."""
    return answer(f"N {word}", "cx", question=hostile_question(word), answer=f"{word} and {word[:300]}", doubtful=True)


def pages(someone: Visitor, record: Record) -> Iterator[tuple[str, str]]:
    id = record.grade_id
    for path in ("/", "/candidates", "/queue", f"/answer/{id}", f"/candidate/{id}", "/question/sky"):
        response = someone.get(path)
        assert response.status_code == 200, path
        yield path, response.text


def test_it_is_text_on_every_page(word: str, record: Record, visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in(word[:50].replace("\x00", "").strip())
    reviewed = someone.send(f"/answer/{record.grade_id}", f"/answer/{record.grade_id}/review", points="1", reason=word)
    assert reviewed.status_code == 303
    for path, page in pages(someone, record):
        found = Page(page)
        assert not {"script", "img", "iframe"} & found.tags, path
        assert not {name for name in found.attributes if name.startswith("on")}, path
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page), path
        assert "What of 49" not in page, path
    text = Page(someone.get(f"/answer/{record.grade_id}").text).text
    assert " ".join(shown(word).split()) in " ".join(text.split())  # the reason


def test_an_answer_is_shown_to_the_letter(word: str, record: Record, visitor: Callable[..., Visitor]) -> None:
    page = visitor().get(f"/answer/{record.grade_id}").text
    [block] = re.findall(r'<div class="answer" dir="auto">(.*?)</div>', page, re.DOTALL)
    without_marks = re.sub(r"<sup>.*?</sup>|</?(?:mark|span|a)[^>]*>", "", block)
    assert html.unescape(without_marks) == shown(f"{word} and {word[:300]}")


def test_a_form_that_is_refused_gives_the_words_back(
    word: str, record: Record, visitor: Callable[..., Visitor]
) -> None:
    someone = visitor()
    someone.sign_in()
    response = someone.send(f"/answer/{record.grade_id}", f"/answer/{record.grade_id}/review", points="99", reason=word)
    assert response.status_code == 400
    [kept] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", response.text, re.DOTALL)
    assert html.unescape(kept) == word.strip()


@pytest.mark.parametrize(
    "path", ["/answer/%3Cscript%3E", "/candidate/zz", "/question/%22%3E", "/?group=<b>&page=x", "/queue?page=-1"]
)
def test_an_address_that_leads_nowhere_shows_nothing_of_itself(
    path: str, answer: Answer, visitor: Callable[..., Visitor]
) -> None:
    answer("Sample Ana", "cc")
    page = visitor().get(path).text
    assert "<script>" not in page
    assert "<b>&" not in page
