"""Who may do what: reviews are for those who signed in with the token that the program printed when it started."""

import secrets
import time

from datasette.actor_auth_cookie import actor_from_request
from datasette.app import Datasette
from datasette.utils import baseconv
from datasette.utils.asgi import Request, Response

COOKIE = "ds_actor"
"""Datasette's own, which it signs and reads."""

HOURS = 12
"""So long somebody stays signed in; a restart of the program signs everybody out."""


class Access:
    """The token of this run of the program, and whether anything is to be seen without it."""

    def __init__(self, *, private: bool) -> None:
        self.token = secrets.token_urlsafe(18)
        self.private = private

    def admits(self, token: str) -> bool:
        """Is it the token? In a time that tells nothing about it."""
        return secrets.compare_digest(token.strip().encode(), self.token.encode())


def reviewer_of(datasette: Datasette, request: Request) -> str | None:
    """The name under which the sender of a request signed in; None if they did not."""
    actor = actor_from_request(datasette, request)
    return str(actor["name"]) if actor else None


def sign_in(datasette: Datasette, response: Response, reviewer: str) -> None:
    """Let the sender be known by this name from the response on."""
    until = baseconv.base62.encode(int(time.time()) + 3600 * HOURS)
    signed = datasette.sign({"a": {"id": "coach", "name": reviewer}, "e": until}, "actor")
    response.set_cookie(COOKIE, signed, max_age=3600 * HOURS, httponly=True, samesite="strict")


def sign_out(response: Response) -> None:
    """Let the sender be unknown again."""
    response.set_cookie(COOKIE, "", max_age=0, httponly=True, samesite="strict")
