"""Who asks: a key in the Authorization header, or a page's session cookie; nobody else passes to the data.

What is not listed as open is closed, so a path that nobody thought of is never open. Downstream the request's state has
`viewer`, `now` (one instant for the whole request) and `request_id`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from starlette.requests import Request, cookie_parser
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from plangraph.domain.errors import Forbidden, Unauthenticated
from plangraph.domain.viewer import Scope as KeyScope
from plangraph.domain.viewer import Viewer
from plangraph.services.api_keys import Authenticator
from plangraph.web import csrf

COOKIE = "plangraph_session"
CLOSED = ("/graphql", "/v1/", "/api/", "/ofrep/")  # data: not compared with every open path first
Clock = Callable[[], datetime]


class Viewers:
    def __init__(
        self, app: ASGIApp, authenticator: Authenticator, clock: Clock, open_routes: Sequence[BaseRoute]
    ) -> None:
        self.app, self.authenticator, self.clock, self.open_routes = app, authenticator, clock, open_routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            state = scope["state"]
            now = state["now"] = self.clock()
            if scope["path"].startswith(CLOSED) or not self._is_open(scope):
                keys = [value for name, value in scope["headers"] if name == b"authorization"]
                token = bearer(keys) if keys else session(scope)
                viewer = self.authenticator.remembered(token, now) or await self.authenticator.authenticate(token, now)
                if viewer is None:
                    raise Unauthenticated(
                        "The key is wrong, revoked or expired." if keys else "The session is over; sign in again."
                    )
                if not keys:
                    csrf.check(scope)
                state["viewer"] = viewer
        await self.app(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is not Match.NONE for route in self.open_routes)


def viewer_in(scope: Scope) -> Viewer:
    """Who asks; only for paths that are not open."""
    viewer: Viewer = scope["state"]["viewer"]
    return viewer


def viewer_of(request: Request) -> Viewer:
    return viewer_in(request.scope)


def need(request: Request, scope: KeyScope) -> Viewer:
    """Raises Forbidden unless the key may do that much."""
    viewer = viewer_of(request)
    if not viewer.may(scope):
        raise Forbidden(f"This needs a key of scope {scope.value}; yours has {viewer.scope.value}.")
    return viewer


def bearer(headers: Sequence[bytes]) -> str:
    """The token of the one Authorization header; the scheme's case does not matter (RFC 9110, 11.1)."""
    scheme, _, token = headers[0].decode("latin-1").strip().partition(" ")
    if len(headers) > 1 or scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Send the key as `Authorization: Bearer <key>`.")
    return token.strip()


def session(scope: Scope) -> str:
    """The session token of the page's cookie."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            found = cookie_parser(value.decode("latin-1")).get(COOKIE)
            if found:
                return found
    raise Unauthenticated("A key is needed: send `Authorization: Bearer <key>`, or sign in for the pages.")
