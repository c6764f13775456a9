"""Bytes -> nearly the same bytes: what editors, transfers and bad will make of a file."""

import io
import random
import zipfile
from collections.abc import Iterable, Sequence

TOKENS = (
    b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04", b"\xed\xa0\x80", b"\xc0\x80",
    b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\x1b[2J", b'"', b'""', b"'", b",", b";", b"\t", b"|", b"\n",
    b"\r", b"\r\n", b"{", b"}", b"[", b"]", b"[[", b"]]", b"=", b"#", b"\\", b"\\u", b"\\ud800", b"\\u0000", b"NaN",
    b"Infinity", b"-1", b"1e999", b"9" * 400, b"null", b"true", b"<", b">", b"&#0;", b"&a;", b"<![CDATA[",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"answer", b"question_id", b"candidate", b"id",
)  # fmt: skip
MOST_STEPS = 6


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """The bytes after one to some changes; `others` are files to take pieces from."""
    for _ in range(chance.randint(1, MOST_STEPS)):
        data = _step(data, chance, others or (data,))
    return data


def _step(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 1, 2, 4, 16, 200)))
    before, piece, after = data[:at], data[at:end], data[end:]
    changed = (
        before + chance.randbytes(1) + data[at + 1 :],
        before + chance.choice(TOKENS) + data[at:],
        before + chance.choice(TOKENS) + after,
        before + after,
        before + piece * chance.choice((2, 3, 51)) + after,
        before if chance.random() < 0.3 else after + before,
        before + _piece(chance.choice(others), chance) + data[at:],
    )
    return chance.choice(changed)


def _piece(other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(other) + 1)
    return other[start : start + chance.choice((4, 50, 1000))]


def mutated_zip(data: bytes, chance: random.Random) -> bytes:
    """An archive whose parts are changed, dropped, doubled or renamed, with right checksums, so that they are read."""
    parts = unpacked(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(parts))
        name, content = parts[at]
        match chance.randrange(6):
            case 0 if len(parts) > 1:
                del parts[at]
            case 1:
                parts[at] = (chance.choice([name for name, _ in parts]), content)
            case 2:
                parts[at] = (f"../{name}", content)
            case _:
                parts[at] = (name, mutated(content, chance, [content for _, content in parts]))
    return packed(parts)


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of the parts, the first of each name; no clock leaves its time in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name not in archive.namelist():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
