"""Signing in with the token, and out."""

from http import HTTPStatus

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from grader.dashboard import access
from grader.dashboard.views import dashboard_of
from grader.dashboard.visit import framed

LONGEST_NAME = 100


async def sign_in(datasette: Datasette, request: Request) -> Response:
    """The form, or, with the token and a name, the overview and a cookie."""
    dashboard = dashboard_of(datasette)
    assert dashboard is not None
    if request.method != "POST":
        return Response.html(_form(datasette, request, name="", problem=None))
    form = await request.post_vars()
    name = " ".join(form.get("name", "").split())
    if not dashboard.access.admits(form.get("token", "")):
        problem = "This is not the token. It is what 'grader serve' printed when it was started the last time."
    elif not 0 < len(name) <= LONGEST_NAME:
        problem = f"Say who you are in at most {LONGEST_NAME} characters; your reviews will bear this name."
    else:
        response = Response.redirect("/", status=HTTPStatus.SEE_OTHER)
        access.sign_in(datasette, response, name)
        return response
    return Response.html(_form(datasette, request, name, problem), status=HTTPStatus.FORBIDDEN)


async def sign_out(request: Request) -> Response:
    """Forget who it was."""
    response = Response.redirect("/", status=HTTPStatus.SEE_OTHER)
    if request.method == "POST":
        access.sign_out(response)
    return response


def _form(datasette: Datasette, request: Request, name: str, problem: str | None) -> str:
    dashboard, reviewer = dashboard_of(datasette), access.reviewer_of(datasette, request)
    assert dashboard is not None
    return framed("sign_in.html", request, dashboard, reviewer, name=name, problem=problem)
