"""How people get into the pages: a link with a key in it, opened once, becomes a cookie that scripts cannot read."""

import math
import os
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from html import escape
from time import monotonic

from cachetools import TTLCache
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from plangraph.services import api_keys
from plangraph.services.api_keys import Authenticator
from plangraph.settings import Settings
from plangraph.store.engine import Database
from plangraph.web import csrf
from plangraph.web.pages import STATIC
from plangraph.web.viewers import COOKIE, Clock

_MISSES = 10
_WINDOW = 60.0
# The page's script only sets the chosen theme; the form sends the key back here.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"cache-control": "no-store", "content-security-policy": _POLICY}


class Misses:
    """Counts wrong keys by address; after ten, that address waits until a minute has passed since the first."""

    def __init__(self, timer: Callable[[], float] = monotonic) -> None:
        self._timer = timer
        self._of: TTLCache[str, list[float]] = TTLCache(10_000, _WINDOW, timer)

    def wait(self, address: str) -> float:
        """Seconds until another try; 0 for now."""
        times = [t for t in self._of.get(address, ()) if t > self._timer() - _WINDOW]
        return times[0] + _WINDOW - self._timer() if len(times) >= _MISSES else 0.0

    def note(self, address: str) -> None:
        known = self._of.get(address)
        if known is None:
            known = self._of[address] = []
        known.append(self._timer())


def sign_in_routes(
    database: Database, authenticator: Authenticator, settings: Settings, clock: Clock, misses: Misses | None = None
) -> list[Route]:
    counted = misses or Misses()
    longest = timedelta(hours=settings.session_hours)

    async def sign_in(request: Request) -> Response:
        if request.method == "HEAD":  # link checkers look without wanting to come in
            return Response(headers=_HEADERS)
        address = request.client.host if request.client else ""
        wait = counted.wait(address)
        if wait:
            page = _page("Please wait", "There were too many wrong keys from your address.", 429)
            page.headers["retry-after"] = str(math.ceil(wait))
            return page
        key = request.query_params.get("key", "").strip()
        after = local(request.query_params.get("next", "/"))
        if not key:
            return _page("Sign in", "The pages need a key, as every other way in does.", 401, after)
        now = clock()
        session = await api_keys.sign_in(database, now, key, longest)
        if session is None:
            counted.note(address)
            return _page("That key does not open this", "It is wrong, revoked or expired.", 401, after)
        token, end = session
        answer = RedirectResponse(after, 303, {"cache-control": "no-store"})
        secure = settings.cookie_secure or request.url.scheme == "https"
        seconds = max(1, int((end - now).total_seconds()))
        answer.set_cookie(COOKIE, token, max_age=seconds, httponly=True, samesite="strict", secure=secure)
        return answer

    async def sign_out(request: Request) -> Response:
        csrf.check(request.scope)
        token = request.cookies.get(COOKIE)
        if token:
            await api_keys.sign_out(database, token)
            authenticator.forget(token)
        answer = JSONResponse({"status": "signed out"}, headers={"cache-control": "no-store"})
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    # What uvicorn would do for every request, and these are the only ones that ask for an address or a scheme.
    proxied = Middleware(ProxyHeadersMiddleware, os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"))
    return [
        Route("/sign-in", sign_in, methods=["GET"], middleware=[proxied]),
        Route("/sign-out", sign_out, methods=["POST"]),
    ]


def local(target: str) -> str:
    """The target if it surely stays on this host, else the front page. Browsers take `//` and `/\\` for a host."""
    plain = target.isascii() and target.isprintable() and " " not in target and "\\" not in target
    return target if plain and target.startswith("/") and not target.startswith("//") else "/"


@cache
def _built() -> str:
    """The page without its words; without a build, the words alone."""
    built = STATIC / "sign-in.html"
    return built.read_text("utf-8") if built.is_file() else "<!doctype html><h1>{{title}}</h1><p>{{why}}</p>"


def _page(title: str, why: str, status: int, after: str = "/") -> Response:
    text = _built()
    for name, words in (("title", title), ("why", why), ("next", after)):
        text = text.replace("{{" + name + "}}", escape(words))
    return HTMLResponse(text, status, _HEADERS)
