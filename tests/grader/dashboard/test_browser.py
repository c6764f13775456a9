"""The pages in a real browser: fit for everybody (axe-core), without a mouse, on a phone, at 400%, in the dark."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from sqlite_utils import Database

from grader.dashboard.access import Access
from grader.dashboard.serving import application, listening

CHROMIUM = os.environ.get("GRADER_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
NARROW = {"width": 320, "height": 640}
"""What is left of a window of 1280 pixels at 400%, and less than any phone has."""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no browser: install chromium, or name it in GRADER_TEST_CHROMIUM"
)


@pytest.fixture
def site(made_up: Path) -> Iterator[tuple[str, str]]:
    """A dashboard that is served in another thread: its address and token."""
    access = Access(private=False)
    app = application(made_up, access)
    with listening(0) as at:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [at]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{at.getsockname()[1]}", access.token
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def answer_id(made_up: Path) -> str:
    """An answer that somebody reviewed, with a key point the wrong way round."""
    query = (
        "select grade_id from current_key_points join current_grades using (first_id) where review_id is not null"
        " and machine_status = 'contradicted' limit 1"
    )
    return str(Database(made_up).execute(query).fetchone()[0])


def paths(made_up: Path, answer_id: str) -> list[str]:
    [question] = Database(made_up).execute("select question_id from grades where id = ?", [answer_id]).fetchone()
    [first] = Database(made_up).execute(
        "select min(id) from grades where rowid = (select min(rowid) from grades where candidate ="
        " (select candidate from grades where id = ?))", [answer_id],
    ).fetchone()  # fmt: skip
    return [
        "/", "/candidates", f"/candidate/{first}", f"/answer/{answer_id}", f"/question/{question}", "/queue",
        "/sign-in", "/candidate/0",
    ]  # fmt: skip


def sign_in(page: Any, address: str, token: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Token").fill(token)
    page.get_by_label("Your name").fill("Coach Sample")
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_blocked(
    site: tuple[str, str], browser: Any, made_up: Path, answer_id: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = browser.new_context(color_scheme=scheme, bypass_csp=True).new_page()  # axe is a script
    plain = browser.new_context(color_scheme=scheme).new_page()
    said: list[str] = []
    plain.on("console", lambda message: said.append(message.text))
    elsewhere: list[str] = []
    plain.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(site[0]) else None)
    sign_in(page, *site)
    sign_in(plain, *site)
    reports: dict[str, str] = {}
    for path in paths(made_up, answer_id):
        page.goto(site[0] + path)
        found = axe.run(page)
        if found.violations_count:
            reports[path] = found.generate_report()
        plain.goto(site[0] + path)
        assert [text for text in said if "404" not in text] == [], path
    assert reports == {}, "\n".join(f"{path}: {report}" for path, report in reports.items())
    assert [url for url in elsewhere if not url.startswith("data:")] == []


def test_nothing_is_cut_off_at_400_percent_or_on_a_phone(
    site: tuple[str, str], browser: Any, made_up: Path, answer_id: str
) -> None:
    page = browser.new_context(viewport=NARROW).new_page()
    sign_in(page, *site)
    for path in paths(made_up, answer_id):
        page.goto(site[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path


def test_evidence_and_key_points_show_each_other_to_keyboard_and_mouse(
    site: tuple[str, str], browser: Any, answer_id: str
) -> None:
    page = browser.new_page()
    page.goto(f"{site[0]}/answer/{answer_id}")
    outline = "element => getComputedStyle(element).outlineStyle"
    link = page.locator("mark sup a").first
    point = page.locator(str(link.get_attribute("href")))
    assert point.evaluate(outline) == "none"
    link.focus()
    assert point.evaluate(outline) == "solid"
    page.locator("h1").hover()
    page.locator("main").focus()
    assert point.evaluate(outline) == "none"
    page.locator("mark").first.hover()
    assert (
        page.locator(f"li.{page.locator('mark').first.get_attribute('class').split()[-1].replace('e', 'p')}").evaluate(
            outline
        )
        == "solid"
    )
    link.press("Enter")
    assert page.url.endswith(str(link.get_attribute("href")))


def test_a_review_without_a_mouse(site: tuple[str, str], browser: Any, made_up: Path) -> None:
    page = browser.new_page()
    sign_in(page, *site)
    page.goto(f"{site[0]}/queue")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.locator("tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/*")
    page.get_by_label("Points, 0 to").focus()
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.type("Hardly anything of it is there.")
    for _ in range(12):  # key points that the machine judged otherwise
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Give these points":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**said=1*")
    assert "It is in the log, and counts: 1 point by" in page.get_by_role("status").inner_text()
    query = "select reviewer, points, reason from reviews order by rowid desc limit 1"
    assert Database(made_up).execute(query).fetchone() == ("Coach Sample", 1.0, "Hardly anything of it is there.")
