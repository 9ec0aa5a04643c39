"""Whether the process lives, whether it should get requests, and what it has measured."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from plangraph.domain.errors import Unavailable
from plangraph.domain.viewer import Scope
from plangraph.store import watch
from plangraph.store.engine import Database
from plangraph.store.queries import syncs
from plangraph.web.measures import Measures
from plangraph.web.viewers import need

_PATIENCE = 1.5  # seconds: a prober wants to hear "no" within two


@dataclass(slots=True)
class Readiness:
    """`newest` is the revision that this program's statements are written for."""

    database: Database
    newest: str | None = None
    draining: bool = False

    async def problem(self) -> str | None:
        if self.draining:
            return "The server is stopping."
        try:
            async with asyncio.timeout(_PATIENCE):
                current = await watch.revision(self.database)
        except Exception:  # noqa: BLE001 (whatever it is, requests would meet it too)
            return "The database cannot be reached, or was never migrated."
        if current != self.newest:
            return "The database's revision is not this program's; run `plangraph db upgrade`."
        return None


def open_routes(readiness: Readiness) -> list[Route]:
    async def livez(_: Request) -> Response:
        return _told("alive")

    async def readyz(_: Request) -> Response:
        problem = await readiness.problem()
        if problem:
            return JSONResponse(
                {"status": "not ready", "why": problem}, 503, {"retry-after": "1", "cache-control": "no-store"}
            )
        return _told("ready")

    return [Route("/livez", livez), Route("/readyz", readyz)]


def metrics_route(measures: Measures, database: Database) -> Route:
    async def metrics(request: Request) -> Response:
        need(request, Scope.READ)
        try:
            done = await syncs.last_done(database)
        except Unavailable:
            done = {}  # what the process counted can be told nevertheless
        now = request.scope["state"]["now"]
        measures.synced({vendor.value: (now - begun).total_seconds() for vendor, begun in done.items()})
        return Response(measures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Route("/metrics", metrics)


def _told(status: str) -> Response:
    return JSONResponse({"status": status}, headers={"cache-control": "no-store"})
