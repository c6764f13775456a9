"""Cases: what is given to the program, made from a seed and a number, and written to a file and read back."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

ENDINGS = {
    "csv": ".csv", "tsv": ".tsv", "jsonl": ".jsonl", "xlsx": ".xlsx", "rubric": ".toml", "answer": ".txt",
    "reviews": ".csv", "rated": ".jsonl", "markdown": ".md",
}  # fmt: skip
"""Kinds of cases, and how their files are called."""

TABLES = ("csv", "tsv", "jsonl", "xlsx")
"""The kinds that are files of answers."""


class Case(NamedTuple):
    """The bytes of a file of a kind; `options` say how it is read, `rows` how many it must give, if that is known."""

    kind: str
    data: bytes
    options: Mapping[str, Any] = MappingProxyType({})
    rows: int | None = None

    def write(self, folder: Path) -> Path:
        """The file, in the folder."""
        path = folder / f"case{ENDINGS[self.kind]}"
        path.write_bytes(self.data)
        return path


def keep(case: Case, path: Path, reason: str) -> None:
    """Write a case down, with the reason why it is kept."""
    document = {
        "kind": case.kind,
        "options": dict(case.options),
        "rows": case.rows,
        "reason": reason,
        "data": base64.b64encode(case.data).decode(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def kept(path: Path) -> Case:
    """The case that was written down."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return Case(document["kind"], base64.b64decode(document["data"]), document["options"], document["rows"])
