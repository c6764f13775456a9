"""A seed and a number -> a case. The same two always make the same case."""

import csv
import gzip
import io
import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import tomlkit

from grader.answers.rows import FIELDS
from tests.fuzz.cases import TABLES, Case
from tests.fuzz.mutating import mutated, mutated_zip, packed, unpacked
from tests.fuzz.texts import Chance, encodable, text

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "data" / "sample_answers.csv"
RATED = sorted((ROOT / "data" / "labelled").glob("*.jsonl"))[:3]
RUBRICS = [*sorted((ROOT / "data").rglob("*.toml")), *sorted((ROOT / "rubric" / "bank").glob("*.toml"))[:5]]
MARKDOWN = [ROOT / "README.md", ROOT / "docs" / "rubrics.md"]

SHARES = {
    "csv": 20, "tsv": 8, "jsonl": 20, "xlsx": 12, "rubric": 12, "answer": 20, "reviews": 3, "rated": 3, "markdown": 2,
}  # fmt: skip
"""Of a hundred cases, how many are of each kind."""

ENCODINGS = (
    "utf-16 utf-16-le utf-32 latin-1 cp1252 undefined no-such utf-7 rot13 idna unicode_escape raw_unicode_escape "
    "punycode hz iso2022_jp base64 utf-8-sig"
).split()
SHORT = 400
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def make(seed: int, number: int) -> Case:
    """The case of that number."""
    chance = random.Random(f"{seed} {number}")
    kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
    return _MAKERS[kind](kind, chance)


def _answer(kind: str, chance: Chance) -> Case:
    return Case(kind, text(chance).encode("utf-8", "surrogatepass"), {"question": chance.choice(_ids())})


def _rows_of(kind: str, chance: Chance) -> Case:
    """A file of answers: half of them well formed with wild contents, half changed in their bytes."""
    if chance.random() < 0.5:
        case = _built(kind, chance)
        return case if chance.random() < 0.6 else case._replace(data=_damaged(kind, case.data, chance), rows=None)
    return Case(kind, _damaged(kind, real(kind), chance), _how(chance))


def _damaged(kind: str, data: bytes, chance: Chance) -> bytes:
    changed = mutated_zip if kind == "xlsx" and chance.random() < 0.7 else mutated
    data = changed(data, chance)
    return gzip.compress(data, mtime=0) if chance.random() < 0.03 else data


def _how(chance: Chance) -> dict[str, Any]:
    """How a file is read: mostly as it stands."""
    how: dict[str, Any] = {}
    if chance.random() < 0.1:
        how["encoding"] = chance.choice(ENCODINGS)
    if chance.random() < 0.1:
        how["question_id"] = chance.choice(_ids())
    if chance.random() < 0.05:
        how["columns"] = {chance.choice(list(FIELDS)): chance.choice(("answer", "text", "", "\x1b[2J"))}
    return how


def _built(kind: str, chance: Chance) -> Case:
    header = ["id", "question_id", "answer", "candidate"]
    if chance.random() < 0.3:
        header += [encodable(text(chance, 20)) or "x"]
        chance.shuffle(header)
    rows = [[_cell(name, number, chance) for name in header] for number in range(chance.choice((1, 1, 2, 3, 9)))]
    data, count = _WRITERS[kind](header, rows, chance)
    plain = len({name.strip().lower() for name in header}) == len(header) and not _rivals(header)
    return Case(kind, data, {}, count if plain else None)


def _rivals(header: Sequence[str]) -> bool:
    known = {name for names in FIELDS.values() for name in names}
    return sum(name.strip().lower() in known for name in header) > len(FIELDS)


def _cell(name: str, number: int, chance: Chance) -> str:
    usual = {"id": str(number), "question_id": chance.choice(_ids()), "candidate": "Sample Ana"}
    wild = encodable(text(chance, chance.choice((SHORT, SHORT, SHORT, 40_000))))
    return usual[name] if name in usual and chance.random() < 0.9 else wild


def _table(separator: str) -> Callable[..., tuple[bytes, int]]:
    def write(header: Sequence[str], rows: Sequence[Sequence[str]], chance: Chance) -> tuple[bytes, int]:
        file = io.StringIO(newline="")
        ends = chance.choice(("\n", "\r\n"))
        writer = csv.writer(file, delimiter=separator, lineterminator=ends, quoting=csv.QUOTE_ALL)
        writer.writerows([header, *rows])
        return file.getvalue().encode(chance.choice(("utf-8", "utf-8-sig"))), sum(any(row) for row in rows)

    return write


def _lines(header: Sequence[str], rows: Sequence[Sequence[str]], chance: Chance) -> tuple[bytes, int]:
    odd = (None, 7, 1.5, True, [], {"a": 1}, float("nan"), 10**30)
    lines = []
    for row in rows:
        cells: dict[str, Any] = dict(zip(header, row, strict=True))
        if chance.random() < 0.2:
            cells[chance.choice(header)] = chance.choice((*odd, text(chance, SHORT)))
        escaped, plain = json.dumps(cells), json.dumps(cells, ensure_ascii=False)
        lines.append(plain if chance.random() < 0.5 and encodable(plain) == plain else escaped)
    return "\n".join(lines).encode(), len(lines)


def _book(header: Sequence[str], rows: Sequence[Sequence[str]], chance: Chance) -> tuple[bytes, None]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(map(_storable, header)))
    for row in rows:
        sheet.append(
            [
                chance.choice((None, 3, 2.5, True, "=A1", "#REF!")) if chance.random() < 0.05 else _storable(cell)
                for cell in row
            ]
        )
    file = io.BytesIO()
    book.save(file)
    return packed((name, _TIME.sub(b"2026-01-01T00:00:00Z", part)) for name, part in unpacked(file.getvalue())), None


def _storable(cell: str) -> str:
    """What a spreadsheet takes: no controls, and no more than 32,767 characters."""
    return openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell).translate({0xFFFE: None, 0xFFFF: None})[:32_000]


_WRITERS: dict[str, Callable[..., tuple[bytes, int]]] = {
    "csv": _table(","), "tsv": _table("\t"), "jsonl": _lines, "xlsx": _book,
}  # fmt: skip


def _rubric(kind: str, chance: Chance) -> Case:
    data = chance.choice(_files(*RUBRICS))
    if chance.random() < 0.5:
        return Case(kind, mutated(data, chance, _files(*RUBRICS)))
    document = tomlkit.parse(data.decode()).unwrap()
    for _ in range(chance.randint(1, 4)):
        _change(document, chance)
    return Case(kind, tomlkit.dumps(document).encode("utf-8", "ignore"))


def _change(part: Any, chance: Chance) -> None:
    """Put something else into a place of a document, at any depth."""
    key = chance.choice(list(part) if isinstance(part, dict) else range(len(part))) if part else None
    if key is None:
        return
    if isinstance(part[key], dict | list) and part[key] and chance.random() < 0.8:
        _change(part[key], chance)
    elif isinstance(part, dict) and chance.random() < 0.2:
        del part[key]
    else:
        odd = (-1, 0, 10**18, 1e308, float("nan"), float("inf"), True, [], {}, [[]], "", " ", part[key])
        part[key] = chance.choice(odd) if chance.random() < 0.4 else encodable(text(chance, SHORT))


def _changed(paths: Sequence[Path]) -> Callable[[str, Chance], Case]:
    def make(kind: str, chance: Chance) -> Case:
        return Case(kind, mutated(chance.choice(_files(*paths))[:6000], chance, _files(*paths)))

    return make


def _reviews(kind: str, chance: Chance) -> Case:
    """A form of reviews; GRADE stands for the id of a grade that is in the log."""
    header = ["grade_id", "review_id", "points", "key_points", "reason", "reviewer", "blind"]
    row = [
        "GRADE",
        "",
        chance.choice(("1", "3", "nan", "-1", "1e999", "", "x")),
        "blue=covered",
        "Seen.",
        "Sample Kim",
        "0",
    ]
    for at in range(len(row)):
        if chance.random() < 0.2:
            row[at] = encodable(text(chance, SHORT))
    data, _ = _table(",")(header, [row], chance)
    return Case(kind, mutated(data, chance) if chance.random() < 0.5 else data)


_MAKERS: dict[str, Callable[[str, Chance], Case]] = {
    **dict.fromkeys(TABLES, _rows_of),
    "rubric": _rubric,
    "answer": _answer,
    "reviews": _reviews,
    "rated": _changed(RATED),
    "markdown": _changed(MARKDOWN),
}


def _ids() -> tuple[str, ...]:
    """A few questions, for to prepare a rubric takes time; what is tried are the answers."""
    return "lstm", "41", "epoch-batch-iteration"


@cache
def _files(*paths: Path) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in paths)


@cache
def real(kind: str) -> bytes:
    """The sample answers as a file of this kind."""
    header, *rows = list(csv.reader(io.StringIO(ANSWERS.read_text(encoding="utf-8"))))
    chance = random.Random(0)
    return _WRITERS[kind](header, rows[:6], chance)[0]
