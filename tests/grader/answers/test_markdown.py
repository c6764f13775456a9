"""Markdown -> questions and plain model answers."""

from grader.answers.markdown import plain_text, sections

DOCUMENT = """\
# Weather

## 1. Why does it *rain*?

Water **evaporates** and rises
into the [air](https://example.org).

- the air is `cold`
- drops
  - gather

```
# no heading
x = 1
```

Snow
----
Frozen.
"""


def test_each_heading_is_a_question() -> None:
    assert list(sections(DOCUMENT)) == [
        ("Weather", ""),
        (
            "Why does it rain?",
            "Water evaporates and rises into the air.\n- the air is cold\n- drops\n- gather\n# no heading\nx = 1",
        ),
        ("Snow", "Frozen."),
    ]


def test_numbers_go_and_years_stay() -> None:
    headings = "# Q12: Why?\n# Question 3 - How?\n# 2) When?\n# 2024 was warm\n"
    assert [heading for heading, _ in sections(headings)] == ["Why?", "How?", "When?", "2024 was warm"]


def test_text_without_marks_stays_as_it_is() -> None:
    assert plain_text("It rains.\n\nThen it stops.") == "It rains.\nThen it stops."


def test_a_text_without_headings_has_no_sections() -> None:
    assert list(sections("Only a paragraph.\n\n- and a list")) == []
    assert list(sections("")) == []
