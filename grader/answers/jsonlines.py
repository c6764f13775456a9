"""JSON Lines -> rows as they stand, one at a time."""

import json
from collections.abc import Iterator

from grader.answers.rows import BadRow, Cells, Source
from grader.answers.text import read_lines


def read_jsonl(source: Source) -> Iterator[tuple[int, Cells | BadRow]]:
    """The objects of a file, each with its line; blank lines are skipped."""
    for line, content in enumerate(read_lines(source.path, source.encoding, newline="\n"), 1):
        if content.strip():
            yield line, _object(source, line, content)


def _object(source: Source, line: int, content: str) -> Cells | BadRow:
    try:
        cells = json.loads(content)
    except (ValueError, RecursionError) as error:
        return BadRow(str(source.path), line, None, f"it is not JSON: {error}")
    return cells if isinstance(cells, dict) else BadRow(str(source.path), line, None, "it is not a JSON object")
