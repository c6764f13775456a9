"""Hostile texts in each form of a report: text to be read, and nothing else."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from markdown_it import MarkdownIt
from pypdf import PdfReader

from grader.log.records import Record
from grader.shown import visible
from tests.hostile import HOSTILE, WORD
from tests.pages import Page

Run = Callable[..., Result]

TAGS = (
    "html head meta title style body header h1 h2 h3 h4 p nav ul ol li a main section div table caption thead tbody tr "
    "th td span small br q article blockquote mark sup footer bdi svg g path rect line text"
).split()


@pytest.fixture
def written(run: Run, tmp_path: Path, hostile_log: tuple[str, ...]) -> Callable[[str], bytes]:
    """Writes the report on a group of everybody, or on one of them, with a name of this ending."""
    for name in hostile_log:
        assert run("group", "add", "everybody", "--", name).exit_code == 0

    def call(ending: str, *subject: str) -> bytes:
        path = tmp_path / f"report{ending}"
        done = run("report", *(subject or ("--group", "everybody")), "-o", path)
        assert done.exit_code == 0, done.output
        return path.read_bytes()

    return call


def test_html(written: Callable[..., bytes]) -> None:
    page = Page(written(".html").decode())
    assert page.tags <= set(TAGS)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "Content-Security-Policy" in written(".htm").decode()
    for text in (*HOSTILE, WORD):
        assert page.text.count(visible(text)) >= 3  # a name, an answer, a reason
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text


def test_every_link_of_a_page_leads_somewhere_in_it(written: Callable[..., bytes]) -> None:
    page = Page(written(".html", HOSTILE[0]).decode())
    assert len(page.ids) == len(set(page.ids))
    assert page.targets <= {f"#{id}" for id in page.ids}


def test_markdown(written: Callable[..., bytes]) -> None:
    markdown = written(".md").decode()
    renderer = MarkdownIt("commonmark").enable("table")
    kinds = {
        child.type for token in renderer.parse(markdown) if token.type == "inline" for child in token.children or ()
    }
    assert kinds <= {"text", "softbreak", "hardbreak"}
    assert "html_block" not in {token.type for token in renderer.parse(markdown)}
    page = Page(renderer.render(markdown))
    for text in (*HOSTILE, WORD):
        assert page.text.count(visible(text)) >= 3


def test_pdf(written: Callable[..., bytes]) -> None:
    reader = PdfReader(io.BytesIO(written(".pdf")))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for hostile in HOSTILE[:-2]:
        assert text.count("".join(visible(hostile).split())) >= 3
    assert text.count("x") >= 3 * len(WORD)
    assert r"\u202egnp.exe" in text
    assert all(letter in text for letter in HOSTILE[-1])  # extracted in the order they stand on the page
    assert not any("/JS" in page or "/AA" in page for page in reader.pages)
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_a_long_name_from_the_right_is_the_title_of_a_pdf(
    answer: Callable[..., Record], run: Run, tmp_path: Path
) -> None:
    name = "\u05e9" * 300
    answer(name, "cm")
    assert run("report", name, "-o", tmp_path / "r.pdf").exit_code == 0
    assert PdfReader(tmp_path / "r.pdf").metadata.title == "\u05e9" * 80


def test_json_has_every_text_to_the_letter(written: Callable[..., bytes]) -> None:
    data = json.loads(written(".json"))
    assert data["schema_version"] == 1
    assert {person["candidate"] for person in data["people"]} == {*HOSTILE, WORD}
    assert {answer["attempt"]["reason"] for answer in data["answers"]} == {*HOSTILE, WORD}
    answers = {"".join(piece["text"] for piece in answer["pieces"]) for answer in data["answers"]}
    assert answers == {f"{text}\nof a hostile kind" for text in (*HOSTILE, WORD)}
