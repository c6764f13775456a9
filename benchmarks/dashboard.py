"""`make bench-dashboard`: how long the server works on each page of the dashboard, over 100,000 made-up grades.

In one process, without a network or a browser. Each page is asked for several times, first unchanged, then each time
right after somebody reviewed an answer. Seconds of the clock; of the processor where other programs run besides.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import click
import httpx
import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from grader.dashboard.access import Access
from grader.dashboard.guarding import App
from grader.dashboard.serving import application
from grader.log.opening import open_log
from grader.log.store import find
from grader.reviewing.deciding import Said, decide
from tests.made_up_log.writing import write_log


@click.command()
@click.option("--grades", type=click.IntRange(min=1), default=100_000, show_default=True)
@click.option("--people", type=click.IntRange(min=1), default=500, show_default=True)
@click.option(
    "--rounds", type=click.IntRange(min=1), default=7, show_default=True, help="How often each page is asked for."
)
@click.option("--log", type=click.Path(path_type=Path), help="A made-up log that is there already.")
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="Where the figures go.")
def main(grades: int, people: int, rounds: int, log: Path | None, figures: Path) -> None:
    """Measure, and write the figures as JSON."""
    with _log(log, people, grades) as path:
        start = time.perf_counter(), time.process_time()
        app = application(path, Access(private=False))
        found: dict[str, object] = {"cores": os.cpu_count(), "rounds": rounds, **_size(path)}
        found |= {
            "reading": round(time.perf_counter() - start[0], 1),
            "reading_cpu": round(time.process_time() - start[1], 1),
        }
        pages = _pages(path)
        found["pages"] = [
            {
                "page": name,
                **_timed(app, page, rounds, "", lambda: None),
                **_timed(app, page, rounds, "reviewed_", _reviewer(path)),
            }
            for name, page in pages.items()
        ]
    figures.write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    click.echo(figures.read_text())


@contextmanager
def _log(path: Path | None, people: int, grades: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        made = path or Path(folder) / "log.db"
        if path is None:
            click.echo("Making a log up ...", err=True)
            write_log(made, people, grades)
        yield made


def _size(path: Path) -> dict[str, int]:
    with open_log(path, create=False) as log:
        [grades, people] = log.execute("select count(*), count(distinct candidate) from grades").fetchone()
    return {"grades": grades, "people": people}


def _pages(path: Path) -> dict[str, str]:
    with open_log(path, create=False) as log:
        [id, first] = log.execute("select max(id), min(id) from grades where rowid in (1, 1000)").fetchone()
    return {
        "overview": "/", "overview of a group": "/?group=spring", "candidates": "/candidates",
        "candidate": f"/candidate/{first}", "answer": f"/answer/{id}", "question": "/question/lstm", "queue": "/queue",
    }  # fmt: skip


def _timed(app: App, page: str, rounds: int, prefix: str, before: Callable[[], None]) -> dict[str, float]:
    """Milliseconds: the median by the clock and by the processor, and the longest by the clock."""
    _ask(app, page)
    clock, processor = [], []
    for _ in range(rounds):
        before()
        start = time.perf_counter(), time.process_time()
        _ask(app, page)
        clock.append(1000 * (time.perf_counter() - start[0]))
        processor.append(1000 * (time.process_time() - start[1]))
    measured = {"median": median(clock), "longest": max(clock), "cpu": median(processor)}
    return {prefix + name: round(value) for name, value in measured.items()}


def _ask(app: App, page: str) -> None:
    async def asking() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            return await client.get(page)

    response = asyncio.run(asking())
    assert response.status_code == 200, (page, response.status_code)


def _reviewer(path: Path) -> Callable[[], None]:
    """Reviews one more answer of the queue each time it is called."""

    def review() -> None:
        with open_log(path, create=False) as log:
            [id] = log.execute("select id from current_grades where needs_review limit 1").fetchone()
            said = Said(reviewer="Coach Sample", points=1, reason="Measuring.")
            decide(log, find(log, id), said, datetime.now(UTC))

    return review


if __name__ == "__main__":
    main()
