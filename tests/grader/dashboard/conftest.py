"""What tests of the dashboard share: a made-up log, and somebody who asks for pages, without a network or a browser."""

import asyncio
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from grader.dashboard.access import Access
from grader.dashboard.guarding import App
from grader.dashboard.serving import application
from tests.made_up_log.writing import write_log

SITE = "http://127.0.0.1:8001"


class Visitor:
    """Asks for pages as a browser does: keeps cookies, and sends forms with their hidden fields."""

    def __init__(self, app: App, token: str) -> None:
        self.token = token
        self.cookies = httpx.Cookies()
        self._app = app

    def get(self, path: str, **options: object) -> httpx.Response:
        return self._ask("GET", path, **options)

    def post(self, path: str, form: dict[str, str], **options: object) -> httpx.Response:
        return self._ask("POST", path, data=form, **options)

    def send(self, page: str, action: str, **filled: str) -> httpx.Response:
        """Fill in the form with this action on a page, and send it."""
        return self.post(action, {**hidden_fields(self.get(page).text, action), **filled})

    def sign_in(self, name: str = "Coach Sample", token: str | None = None) -> httpx.Response:
        return self.send("/sign-in", "/sign-in", token=self.token if token is None else token, name=name)

    def _ask(self, method: str, path: str, **options: object) -> httpx.Response:
        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url=SITE, cookies=self.cookies) as client:
                response = await client.request(method, path, **options)
                self.cookies = client.cookies
                return response

        return asyncio.run(asking())


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form on the page with this action."""
    [form] = re.findall(rf'<form[^>]* action="{re.escape(action)}(?:#\w+)?">(.*?)</form>', page, re.DOTALL)
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form))


class Tables(HTMLParser):
    """The tables of a page as rows of cells, by the words their captions hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._caption = ""
        self._in: str | None = None
        self.feed(page)

    def named(self, words: str) -> list[list[str]]:
        [rows] = [rows for caption, rows in self.tables.items() if words in caption]
        return rows

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag == "table":
            self._rows, self._caption = [], ""
        if tag == "tr":
            self._rows.append([])
        if tag in ("td", "th"):
            self._rows[-1].append("")
        if tag in ("td", "th", "caption"):
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption"):
            self._in = None
        if tag == "table":
            self.tables[" ".join(self._caption.split())] = [
                [" ".join(cell.split()) for cell in row] for row in self._rows[1:]
            ]

    def handle_data(self, data: str) -> None:
        if self._in == "caption":
            self._caption += data
        elif self._in:
            self._rows[-1][-1] += data


@pytest.fixture
def made_up(db: Path) -> Path:
    """A made-up log of 15 people and 300 grades."""
    write_log(db, people=15, grades=300)
    return db


@pytest.fixture
def visitor(db: Path) -> Callable[..., Visitor]:
    """Somebody who looks at the dashboard of the test's log: visitor(private=True)."""

    def make(*, private: bool = False) -> Visitor:
        access = Access(private=private)
        return Visitor(application(db, access), access.token)

    return make
