"""How people get into the pages: a link with a key in it, opened once, becomes a cookie that scripts cannot read."""

import math
import os
from collections.abc import Callable
from datetime import timedelta
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
from plangraph.web.viewers import COOKIE, Clock

_MISSES = 10
_WINDOW = 60.0
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_HEADERS = {"cache-control": "no-store", "content-security-policy": _POLICY}
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in to PlanGraph</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }}
input, button {{ font: inherit; padding: .4rem .6rem }}
input {{ width: 100%; box-sizing: border-box; margin: .3rem 0 .6rem }}
</style>
<h1>{title}</h1>
<p>{why}</p>
<p>Open the link that <code>plangraph serve</code> printed, or make a key with
<code>plangraph keys create --name me --scope read</code> and enter it here.</p>
<form action="/sign-in"><label for="key">Key</label>
<input id="key" name="key" type="password" autocomplete="off" required><button>Sign in</button></form>
</html>
"""


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
        if not key:
            return _page("Sign in", "The pages need a key, as every other way in does.", 401)
        now = clock()
        session = await api_keys.sign_in(database, now, key, longest)
        if session is None:
            counted.note(address)
            return _page("That key does not open this", "It is wrong, revoked or expired.", 401)
        token, end = session
        answer = RedirectResponse(local(request.query_params.get("next", "/")), 303, {"cache-control": "no-store"})
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


def _page(title: str, why: str, status: int) -> Response:
    return HTMLResponse(_PAGE.format(title=title, why=why), status, _HEADERS)
