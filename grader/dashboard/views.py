"""Pages as Datasette calls them: each in a thread, over one consistent state of the log; failures as pages, too."""

import asyncio
import sqlite3
import sys
import traceback
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from sqlite_utils import Database

from grader.dashboard import wording
from grader.dashboard.access import reviewer_of
from grader.dashboard.visit import Dashboard, Visit, framed
from grader.errors import (
    GraderError,
    LogError,
    ReviewedMeanwhileError,
    ReviewError,
    ServerError,
    UnknownCandidateError,
    UnknownGradeError,
    UnknownQuestionIdError,
)
from grader.log.opening import open_log
from grader.log.restricting import only_reviews

LOG = "log"
"""What Datasette calls the database."""

STATE = "grader_dashboard"
"""The attribute under which Datasette keeps what is ours."""

_STATUS: dict[type[GraderError], HTTPStatus] = {
    UnknownGradeError: HTTPStatus.NOT_FOUND,
    UnknownCandidateError: HTTPStatus.NOT_FOUND,
    UnknownQuestionIdError: HTTPStatus.NOT_FOUND,
    ReviewedMeanwhileError: HTTPStatus.CONFLICT,
    ReviewError: HTTPStatus.BAD_REQUEST,
}

NOBODY = ReviewError("you are not signed in", "sign in, in another tab, then send this again")

Form = Mapping[str, str]
Show = Callable[[Visit], str]
Decide = Callable[[Database, str, str, Form], None]
View = Callable[..., Awaitable[Response]]


def dashboard_of(datasette: Datasette) -> Dashboard | None:
    """What is ours of it; None in a Datasette that somebody else runs."""
    return getattr(datasette, STATE, None)


def page(show: Show) -> View:
    """The view of a page that only reads."""

    async def view(datasette: Datasette, request: Request) -> Response:
        return await shown(datasette, request, show)

    return view


def deciding(decide: Decide, show: Callable[[Visit, GraderError], str]) -> View:
    """The view of a reviewer's form: `decide(log, grade id, reviewer, form)` writes; `show` says why it did not."""

    async def view(datasette: Datasette, request: Request) -> Response:
        reviewer = reviewer_of(datasette, request)
        form, id = await request.post_vars(), str(request.url_vars["id"])
        if request.method != "POST":
            return Response.redirect(f"/answer/{id}", status=HTTPStatus.SEE_OTHER)
        if reviewer is None:
            return await shown(datasette, request, lambda visit: show(visit, NOBODY), form, HTTPStatus.FORBIDDEN)
        try:
            await asyncio.to_thread(_written, _ours(datasette).log, decide, (id, reviewer, form))
        except (ReviewError, LogError) as error:
            problem = error
            return await shown(datasette, request, lambda visit: show(visit, problem), form, _status(error))
        except GraderError as error:
            return _failed(datasette, request, error)
        return Response.redirect(f"/answer/{id}?said=1", status=HTTPStatus.SEE_OTHER)

    return view


async def shown(
    datasette: Datasette, request: Request, show: Show, form: Form | None = None, status: int = HTTPStatus.OK
) -> Response:
    """The page as it stands now, or one that says what is wrong with the log."""

    def build(connection: sqlite3.Connection) -> str:
        with _at_one_moment(connection) as db:
            return show(Visit(db, request, _ours(datasette), reviewer_of(datasette, request), form or {}))

    try:
        return Response.html(await datasette.get_database(LOG).execute_fn(build), status=status)
    except GraderError as error:
        return _failed(datasette, request, error)
    except sqlite3.Error as error:
        return _failed(datasette, request, LogError(f"the log cannot be read: {error}", "see 'grader log check'"))


async def stumbled(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """What is shown where there is no page, or where Datasette or a page failed."""
    status = HTTPStatus(getattr(exception, "status", HTTPStatus.INTERNAL_SERVER_ERROR))
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        sys.stderr.write(wording.shown("".join(traceback.format_exception(exception))))
        error = ServerError("something went wrong", "look at the terminal in which 'grader serve' runs")
    elif status == HTTPStatus.NOT_FOUND:
        error = ServerError(f"there is nothing at {unquote(request.path)}", "look at the overview")
    else:
        error = ServerError(getattr(exception, "message", None) or str(exception), "change it and try again")
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": error.problem, "status": status}, status=status)
    return _failed(datasette, request, error, status)


def _ours(datasette: Datasette) -> Dashboard:
    dashboard = dashboard_of(datasette)
    assert dashboard is not None
    return dashboard


@contextmanager
def _at_one_moment(connection: sqlite3.Connection) -> Iterator[Database]:
    """The log as it is at one moment, whatever others write meanwhile."""
    connection.execute("begin")
    try:
        yield Database(connection)
    finally:
        connection.rollback()


def _written(log: Path, decide: Decide, said: tuple[str, str, Form]) -> None:
    with open_log(log, create=False) as db:
        only_reviews(db)
        decide(db, *said)


def _failed(datasette: Datasette, request: Request, error: GraderError, status: int | None = None) -> Response:
    told = framed("error.html", request, _ours(datasette), reviewer_of(datasette, request), error=error)
    return Response.html(told, status=status or _status(error))


def _status(error: GraderError) -> HTTPStatus:
    return _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
