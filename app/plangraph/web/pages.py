"""Serves the built pages and their assets; no data passes here, and signed-out readers get the pages too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

STATIC = Path(__file__).resolve().parent.parent / "static"

# Monaco writes style elements, hence 'unsafe-inline' for styles; nothing else needs more than this host.
GRAPHIQL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The explorer writes no markup and no styles of its own, so nothing unsafe is needed.
EXPLORER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# Each is a list, and below it the page of one; the browser makes of the rest of the path what it means.
EXPLORER = ("plans", "customers", "accounts", "features", "compare", "estimate", "activity", "schema", "reference")
NOT_BUILT = "The pages are not built: run `npm ci && npm run build` in playground/, then start the server again.\n"

# Written out, since the system's own table of media types differs between machines.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}


class _NoPage(Route):
    def __init__(self, taken: Sequence[BaseRoute], endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        super().__init__("/{path:path}", endpoint)
        self.taken = taken

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        by_browser = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
        # A slash too many is taken away by the router, once nothing else has matched.
        if not by_browser or scope["path"].endswith("/"):
            return Match.NONE, {}
        if any(route.matches(scope)[0] is not Match.NONE for route in self.taken):
            return Match.NONE, {}
        return super().matches(scope)


def no_page_route(taken: Sequence[BaseRoute], static: Path = STATIC) -> BaseRoute:
    """An address at which nothing is, told as a page with ways on to whoever points a browser at it.

    It goes last. What is `taken` it leaves alone, as it does programs, which do not ask for HTML.
    """

    async def nothing(_: Request) -> Response:
        return _page(static / "index.html", EXPLORER_POLICY, 404)

    return _NoPage(taken, nothing)


def page_routes(static: Path = STATIC) -> list[BaseRoute]:
    """The routes of the pages built into `static`, whose files are listed once: a new build needs a new start."""
    assets = {path.name: path for path in (static / "assets").glob("*")}
    icon = static / "favicon.svg"

    async def graphiql(_: Request) -> Response:
        return _page(static / "graphiql.html", GRAPHIQL_POLICY)

    async def asset(request: Request) -> Response:
        path = assets.get(request.path_params["name"])
        if path is None or path.suffix == ".gz":
            raise HTTPException(404)
        packed = assets.get(f"{path.name}.gz")
        headers = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
        if packed is not None:
            headers["vary"] = "accept-encoding"
            if _takes_gzip(request.headers.get("accept-encoding", "")):
                headers["content-encoding"] = "gzip"
                return FileResponse(packed, media_type=MEDIA_TYPES[path.suffix], headers=headers)
        return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=headers)

    async def favicon(_: Request) -> Response:
        if not icon.is_file():
            raise HTTPException(404)
        headers = {"cache-control": "public, max-age=86400", "x-content-type-options": "nosniff"}
        return FileResponse(icon, media_type=MEDIA_TYPES[".svg"], headers=headers)

    async def explorer(_: Request) -> Response:
        return _page(static / "index.html", EXPLORER_POLICY)

    async def home(_: Request) -> Response:
        return RedirectResponse("/plans")

    return [
        Route("/", home, name="home"),
        *(Route(f"/{name}", explorer, name=name) for name in EXPLORER),
        *(Route(f"/{name}/{{key:path}}", explorer) for name in EXPLORER),
        Route("/graphiql", graphiql, name="graphiql"),
        Route("/assets/{name}", asset, name="asset"),
        Route("/favicon.svg", favicon),
        Route("/favicon.ico", favicon),  # asked for by browsers on pages without one, such as a plain error
    ]


def _page(path: Path, policy: str, status: int = 200) -> Response:
    headers = {
        "cache-control": "no-cache",
        "content-security-policy": policy,
        "cross-origin-opener-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    if not path.is_file():
        return PlainTextResponse(NOT_BUILT, 503, headers)
    return FileResponse(path, status, headers, media_type=MEDIA_TYPES[".html"])


def _takes_gzip(accept_encoding: str) -> bool:
    """RFC 9110, 12.5.3: a coding is acceptable when it, or `*`, is listed with a weight above zero."""
    weights: dict[str, bool] = {}
    for item in accept_encoding.lower().split(","):
        coding, _, weight = item.partition(";")
        weights[coding.strip()] = weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return weights.get("gzip", weights.get("*", False))
