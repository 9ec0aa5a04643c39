"""A cookie alone authorises no change that another site may have caused: it must be JSON from a page of this origin."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from plangraph.domain.errors import Forbidden

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def check(scope: Scope) -> None:
    """Raises Forbidden for a request by cookie that could change something and is not plainly this origin's own."""
    if scope["method"] in SAFE:
        return
    headers = Headers(scope=scope)
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Forbidden("With a session cookie, changes need Content-Type: application/json.")
    if not _same_origin(headers):
        raise Forbidden("With a session cookie, changes must come from a page of this origin.")


def _same_origin(headers: Headers) -> bool:
    """Both signs, where present, must say so; one must be there. Browsers let no page forge either."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        return False
    if site is not None and site != "same-origin":
        return False
    return origin is None or _host(origin) == headers.get("host", "").lower()


def _host(origin: str) -> str | None:
    """Host and port; the scheme is left out, since a proxy may have ended TLS."""
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
