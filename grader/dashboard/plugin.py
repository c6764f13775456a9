"""The plugin of Datasette: which page answers to which address, and what stands around all of them."""

from collections.abc import Callable, Generator
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from grader.dashboard.guarding import App, guarded
from grader.dashboard.pages import answer, candidate, cohort, question, queue, signing
from grader.dashboard.views import View, dashboard_of, deciding, page, stumbled

ROUTES: list[tuple[str, View]] = [
    (r"^/$", page(cohort.overview)),
    (r"^/candidates$", page(cohort.candidates)),
    (r"^/candidate/(?P<id>[0-9a-f]{1,16})$", page(candidate.show)),
    (r"^/question/(?P<id>[a-z0-9-]{1,200})$", page(question.show)),
    (r"^/queue$", page(queue.show)),
    (r"^/answer/(?P<id>[0-9a-f]{1,16})$", page(answer.show)),
    (r"^/answer/(?P<id>[0-9a-f]{1,16})/review$", deciding(answer.review, answer.show)),
    (r"^/answer/(?P<id>[0-9a-f]{1,16})/undo$", deciding(answer.undo, answer.show)),
    (r"^/sign-in$", signing.sign_in),
    (r"^/sign-out$", signing.sign_out),
]


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, View]]:
    """Our pages; they come before Datasette's own."""
    return ROUTES if dashboard_of(datasette) else []


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """The guard around everything."""
    dashboard = dashboard_of(datasette)
    return lambda app: guarded(app, datasette, dashboard.access) if dashboard else app


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Generator[None, Any, None]:
    """Ours in place of Datasette's, which writes what people answered to the terminal."""
    outcome = yield
    if dashboard_of(datasette):
        outcome.force_result([stumbled(datasette, request, exception)])


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    """The way back from Datasette's pages."""
    return [{"href": "/", "label": "Overview"}] if dashboard_of(datasette) else []
