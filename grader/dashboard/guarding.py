"""What every request passes and every response carries, Datasette's own pages included."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from grader.dashboard.access import Access, reviewer_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HOSTS = frozenset({"127.0.0.1", "localhost"})
"""Names of this machine. A page from elsewhere that has its own name lead here gets no answer."""

LARGEST = 1_000_000
"""Bytes that somebody may send."""

FORM = "application/x-www-form-urlencoded"

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""No script, no frame, nothing from anywhere else, and nothing left behind in a browser's cache."""


def guarded(app: App, datasette: Datasette, access: Access) -> App:
    """The app behind all checks: a request that fails one gets an answer of its own."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return
        if scope["type"] != "http":  # a socket would pass by the checks
            raise RuntimeError(f"a {scope['type']} is not served")
        refused = _refused(Request(scope, receive), datasette, access)
        if refused:
            await refused.asgi_send(_with_headers(send))
        else:
            await app(scope, receive, _with_headers(send))

    return guard


def _refused(request: Request, datasette: Datasette, access: Access) -> Response | None:
    if _host(request.host) not in HOSTS:
        return Response.text("This dashboard answers to localhost only.", status=421)
    if request.method not in ("GET", "HEAD") and (refused := _refused_form(request)) is not None:
        return refused
    if access.private and not _is_open(request.path) and reviewer_of(datasette, request) is None:
        return Response.redirect("/sign-in")
    return None


def _is_open(path: str) -> bool:
    """Is it shown to everybody even by a private dashboard?"""
    return path == "/sign-in" or path.startswith("/static/")


def _refused_form(request: Request) -> Response | None:
    """Only a form of this very site is taken; Datasette checks its token besides."""
    headers = request.headers
    if request.method != "POST":
        return Response.text("Only GET and POST are known here.", status=405)
    if headers.get("origin", f"http://{request.host}") != f"http://{request.host}":
        return Response.text("The form comes from another site.", status=403)
    if headers.get("content-type", "").partition(";")[0].strip() != FORM:
        return Response.text("A form is wanted.", status=415)
    if not headers.get("content-length", "").isdecimal() or int(headers["content-length"]) > LARGEST:
        return Response.text(f"At most {LARGEST:,} bytes can be sent.", status=413)
    return None


def _host(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _with_headers(send: Send) -> Send:
    """Send with the headers of this site in place of others of the same name."""
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.decode().lower() not in HEADERS]
            message = {**message, "headers": [*kept, *added]}
        await send(message)

    return sending
