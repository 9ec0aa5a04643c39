"""PlanGraphs in this process that stand in for the vendors, with faults in front of them when a test wants some."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from plangraph import asgi, settings
from plangraph.domain.viewer import Scope
from plangraph.services import api_keys, catalogue, imports, sync
from plangraph.services.sync import exact
from plangraph.store.engine import Database
from plangraph.vendors.metronome.client import Client
from plangraph.web import logs

Json = dict[str, Any]
Fault = Callable[[httpx.Request], httpx.Response | None]


@dataclass
class Wire(httpx.AsyncBaseTransport):
    """Passes requests to the application; `fault` may answer instead, or raise."""

    app: Any
    fault: Fault = lambda _: None
    asked: list[str] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        answer = self.fault(request)
        if answer is not None:
            answer.request = request
            return answer
        return await httpx.ASGITransport(self.app).handle_async_request(request)


def source(wire: Wire, token: str, *, retries: int = 3) -> Client:
    """The client of a sync, over `wire` instead of a network."""
    return Client(token, "http://vendor", exact, per_second=10_000, retries=retries, transport=wire)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Site:
    """A PlanGraph with an admin's key to it."""

    database: Database
    wire: Wire
    token: str

    async def load(self, **given: Any) -> None:
        found = catalogue.read(json.dumps({"plans": [], **given}), now())
        await imports.import_catalogue(self.database, found, now())

    async def pull(self, target: "Site", *, dry_run: bool = False) -> sync.Summary:
        client = source(self.wire, self.token)
        try:
            return await sync.sync(target.database, client, now, lambda *_: None, dry_run=dry_run)
        finally:
            await client.close()

    async def shown(self) -> Json:
        """All that the Plans API shows, plans by id."""
        headers = {"Authorization": f"Bearer {self.token}"}
        transport = httpx.ASGITransport(self.wire.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site", headers=headers) as http:
            return await shown_by(http)


async def shown_by(http: httpx.AsyncClient) -> Json:
    """All that a Plans API shows, plans by id."""

    async def pages(path: str, **query: str) -> list[Any]:
        found, cursor = [], ""
        while True:
            page = (await http.get(path, params={**query, "next_page": cursor})).json()
            found += page["data"]
            if page["next_page"] is None:
                return found
            cursor = page["next_page"]

    return {
        plan["id"]: {
            "plan": plan,
            "detail": (await http.get(f"/v1/planDetails/{plan['id']}")).json(),
            "charges": await pages(f"/v1/planDetails/{plan['id']}/charges"),
            "customers": await pages(f"/v1/planDetails/{plan['id']}/customers", status="all"),
        }
        for plan in await pages("/v1/plans")
    }


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Site]:
    """The database is closed with it."""

    def open_same(*_: object) -> Database:
        return database

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asgi, "open_database", open_same)
        app = asgi.create_app(settings.load(access_log=False), log=logs.make_log("json", "error"))
    key = await api_keys.create(database, now(), name="test", scope=Scope.ADMIN)
    async with app.router.lifespan_context(app):
        yield Site(database, Wire(app), key.token)
