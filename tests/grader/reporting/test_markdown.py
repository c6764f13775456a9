"""Markdown: whatever a text holds, a renderer shows that text and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.reporting.markdown import escaped
from tests.hostile import HOSTILE

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"text", "softbreak", "hardbreak", "text_special"}


def rendered(markdown: str) -> str:
    """The text that is shown. Fails for anything but paragraphs of plain text."""
    blocks = RENDERER.parse(markdown)
    assert {token.type for token in blocks} <= {"paragraph_open", "inline", "paragraph_close"}
    shown = [token for block in blocks if block.type == "inline" for token in block.children or ()]
    assert {token.type for token in shown} <= PLAIN
    return "".join(token.content if token.type.startswith("text") else "\n" for token in shown)


@settings(deadline=None)
@given(st.text(alphabet="ab1.)(-+=*_`#>|<[]!&;:~\\\"'{}/@ \t", max_size=40))
def test_a_text_is_shown_as_it_is(text: str) -> None:
    shown = rendered(escaped(text))
    assert "".join(shown.split()) == "".join(text.split())


def test_hostile_texts_are_text() -> None:
    for text in HOSTILE:
        assert "<script" not in RENDERER.render(escaped(text))
        rendered(escaped(text))
    assert escaped("1. a\n- b\n    c\nhttp://d www.e") == "1\\. a\n\\- b\n\u00a0\u00a0\u00a0\u00a0c\nhttp\\://d www\\.e"
