"""Without the token nothing can be changed, and nothing seen where it is private; with it only reviews be written."""

import hashlib
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from sqlite_utils import Database

from grader.dashboard.access import HOURS
from grader.dashboard.guarding import HEADERS, LARGEST
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.restricting import only_reviews
from tests.grader.dashboard.conftest import SITE, Visitor, hidden_fields

Visit = Callable[..., Visitor]

PAGES = (
    "/", "/candidates", "/candidate/{id}", "/answer/{id}", "/question/sky", "/queue", "/log", "/log/grades",
    "/log/grades.json", "/log?sql=select+1", "/log.db", "/-/metadata.json", "/-/databases", "/-/plugins", "/-/versions",
    "/-/logout", "/-/allow-debug", "/-/patterns", "/nowhere", "/answer/{id}/review", "//", "/static", "/sign-in/x",
)  # fmt: skip


def content(log: Path) -> str:
    """A hash of everything the log holds."""
    with sqlite3.connect(log) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


@pytest.mark.parametrize("page", PAGES)
def test_a_private_dashboard_shows_nothing_without_the_token(page: str, record: Record, visitor: Visit) -> None:
    someone = visitor(private=True)
    response = someone.get(page.format(id=record.grade_id))
    assert (response.status_code, response.headers["location"], response.text) == (302, "/sign-in", "")
    assert someone.sign_in().status_code == 303
    assert someone.get("/").status_code == 200


@pytest.mark.usefixtures("record")
def test_a_private_dashboard_shows_the_way_in(visitor: Visit) -> None:
    someone = visitor(private=True)
    assert "Token" in someone.get("/sign-in").text
    assert "Sample" not in someone.get("/sign-in").text
    assert someone.get("/static/dashboard.css").status_code == 200
    assert someone.get("/static/../serving.py").status_code in (302, 404)


@pytest.mark.parametrize("token", ["", "x", "\u00e9"])
def test_another_token_is_refused(record: Record, visitor: Visit, token: str) -> None:
    someone = visitor()
    response = someone.sign_in(token=token)
    assert response.status_code == 403
    assert "This is not the token" in response.text
    assert "Give these points" not in someone.get(f"/answer/{record.grade_id}").text


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("name", [" ", "x" * 101])
def test_a_reviewer_needs_a_name(visitor: Visit, name: str) -> None:
    assert visitor().sign_in(name=name).status_code == 403


def test_whoever_is_not_signed_in_any_more_keeps_what_they_typed(record: Record, visitor: Visit) -> None:
    someone = visitor()
    someone.sign_in()
    page = someone.get(f"/answer/{record.grade_id}").text
    del someone.cookies["ds_actor"]
    action = f"/answer/{record.grade_id}/review"
    response = someone.post(action, {**hidden_fields(page, action), "points": "2", "reason": "All of it."})
    assert "you are not signed in; sign in, in another tab, then send this again" in response.text
    assert ">All of it.</textarea>" in response.text


def test_a_sign_in_ends_by_itself(record: Record, visitor: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    someone = visitor()
    someone.sign_in()
    someone.cookies = httpx.Cookies({"ds_actor": someone.cookies["ds_actor"]})  # a browser that keeps it too long
    assert "Give these points" in someone.get(f"/answer/{record.grade_id}").text
    later = time.time() + 3600 * HOURS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert "Give these points" not in someone.get(f"/answer/{record.grade_id}").text


def test_whoever_signs_out_is_out(record: Record, visitor: Visit) -> None:
    someone = visitor()
    someone.sign_in()
    assert "Give these points" in someone.get(f"/answer/{record.grade_id}").text
    someone.send("/", "/sign-out")
    assert "Give these points" not in someone.get(f"/answer/{record.grade_id}").text


def test_a_token_of_another_run_or_a_made_up_cookie_opens_nothing(record: Record, visitor: Visit) -> None:
    other = visitor()
    other.sign_in()
    someone = visitor(private=True)
    for cookie in (other.cookies["ds_actor"], "eyJhIjp7ImlkIjoiY29hY2gifX0.x", ""):
        someone.cookies = httpx.Cookies({"ds_actor": cookie})
        assert someone.get(f"/answer/{record.grade_id}").status_code == 302


@pytest.mark.parametrize("action", ["review", "undo"])
def test_nobody_reviews_without_the_token(record: Record, visitor: Visit, db: Path, action: str) -> None:
    before = content(db)
    someone = visitor()
    someone.get("/sign-in")
    for form in ({"points": "3"}, {"points": "3", "reason": "so", "csrftoken": someone.cookies["ds_csrftoken"]}):
        response = someone.post(f"/answer/{record.grade_id}/{action}", form)
        assert response.status_code == 403
    assert content(db) == before


FORM = {"points": "3", "reason": "so"}


@pytest.mark.parametrize(
    ("status", "change"),
    [
        (403, {"csrftoken": ""}),
        (403, {"csrftoken": "other"}),
        (403, {"origin": "http://elsewhere.example"}),
        (403, {"origin": "null"}),
        (421, {"host": "elsewhere.example"}),
        (421, {"host": "127.0.0.1.elsewhere.example:8001"}),
        (421, {"host": "[::1"}),
        (415, {"content-type": "application/json"}),
        (415, {"content-type": "multipart/form-data; boundary=x"}),
        (413, {"reason": "x" * (LARGEST + 1)}),
    ],
)
def test_a_form_from_elsewhere_is_refused(
    record: Record, visitor: Visit, db: Path, status: int, change: dict[str, str]
) -> None:
    before = content(db)
    someone = visitor()
    someone.sign_in()
    someone.get("/")
    token = someone.cookies["ds_csrftoken"]
    form = {
        "csrftoken": token,
        **FORM,
        **{key: value for key, value in change.items() if key in ("csrftoken", "reason")},
    }
    headers = {key: value for key, value in change.items() if key not in form}
    response = someone.post(f"/answer/{record.grade_id}/review", form, headers=headers)
    assert response.status_code == status
    assert content(db) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_looking_and_sending_is_known(record: Record, visitor: Visit, method: str) -> None:
    assert visitor()._ask(method, f"/answer/{record.grade_id}").status_code == 405


def test_datasette_does_not_write_for_a_reviewer(record: Record, visitor: Visit, db: Path) -> None:
    before = content(db)
    someone = visitor()
    someone.sign_in()
    someone.get(f"/answer/{record.grade_id}")
    form = {"csrftoken": someone.cookies["ds_csrftoken"]}
    for statement in ("delete from grades", "insert into group_members values ('a', 'b')", "pragma user_version = 7"):
        assert someone.get("/log.json", params={"sql": statement}).status_code == 400
        someone.post("/log", {**form, "sql": statement})
    for path in ("/log/-/create", "/log/grades/-/insert", "/log/grades/-/drop"):
        assert someone.post(path, form).status_code in (404, 405)
    assert content(db) == before


@pytest.mark.parametrize(
    "statement",
    [
        "delete from reviews",
        "update grades set points = 1",
        "insert into group_members values ('a', 'b')",
        "drop trigger reviews_append_only",
        "create table notes (text)",
        "attach ':memory:' as other",
        "pragma writable_schema = on",
    ],
)
def test_the_connection_of_a_reviewer_writes_reviews_alone(record: Record, db: Path, statement: str) -> None:
    assert record.grade_id
    with open_log(db) as log:
        only_reviews(log)
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            log.conn.execute(statement)
        assert log.execute("select count(*) from reviews").fetchone() == (0,)


@pytest.mark.parametrize("page", ["/", "/answer/{id}", "/log", "/nowhere", "/static/dashboard.css", "/sign-in"])
def test_every_response_forbids_scripts_and_anything_from_elsewhere(page: str, record: Record, visitor: Visit) -> None:
    response = visitor().get(page.format(id=record.grade_id))
    assert HEADERS.items() <= dict(response.headers).items()
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nowhere", 404, "there is nothing at /nowhere"),
        ("/answer/~3Cb~3E", 404, "there is nothing at /answer/~3Cb~3E"),
        ("/answer/abc", 404, "no grade &#39;abc&#39; in the log"),
        ("/candidate/0", 404, "no answer 0 of a candidate in the log"),
        ("/question/nothing", 404, "nobody has answered a question &#39;nothing&#39;"),
        ("/log?sql=drop+table+grades", 400, "Statement must be a SELECT"),
    ],
)
def test_what_is_not_there_is_a_page_and_nothing_is_told_to_the_terminal(
    path: str, status: int, said: str, record: Record, visitor: Visit, capfd: pytest.CaptureFixture[str]
) -> None:
    assert record.grade_id
    response = visitor().get(path)
    assert (response.status_code, said in response.text) == (status, True), response.text
    assert capfd.readouterr() == ("", "")


def test_a_damaged_log_is_a_page_that_names_the_grade(record: Record, visitor: Visit, db: Path) -> None:
    someone = visitor()
    with sqlite3.connect(db) as log:
        log.execute("drop trigger grades_append_only")
        log.execute("update grades set band = 'grand'")
    response = someone.get(f"/answer/{record.grade_id}")
    assert response.status_code == 500
    assert f"grade {record.grade_id} is damaged in the log, in its row" in response.text


@pytest.mark.usefixtures("made_up")
def test_our_pages_name_no_other_site_and_hold_no_script(visitor: Visit, db: Path) -> None:
    someone = visitor()
    someone.sign_in()
    [id] = Database(db).execute("select id from current_grades where review_id is not null limit 1").fetchone()
    [question] = Database(db).execute("select question_id from grades where id = ?", [id]).fetchone()
    for path in (
        "/",
        "/candidates",
        f"/candidate/{id}",
        f"/answer/{id}",
        f"/question/{question}",
        "/queue",
        "/sign-in",
    ):
        page = someone.get(path).text
        assert re.findall(r'(?:href|src|action)="(?!/|#|\?|data:,)[^"]*"', page) == [], path
        assert not re.search(r"<script|<iframe|<object|\son\w+=|javascript:|\sstyle=", page), path
        assert set(re.findall(r"https?://[^\s\"'<)]+", page)) <= {
            "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink",
        }, path  # fmt: skip
    assert SITE not in page
