"""The whole application inside the test, on a database of the test's own, with a clock and a log to look at."""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from plangraph import asgi
from plangraph.domain.viewer import Scope
from plangraph.services import api_keys
from plangraph.settings import Settings
from plangraph.store.engine import open_database
from plangraph.web import logs

HOST = "http://plans.test"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Site:
    client: httpx.AsyncClient
    app: Starlette
    clock: Clock
    log: io.StringIO
    tokens: dict[str, str]

    def bearer(self, scope: str = "admin") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[scope]}"}

    def lines(self) -> list[dict[str, Any]]:
        """What was logged."""
        return [json.loads(line) for line in self.log.getvalue().splitlines()]

    async def sign_in(self, scope: str = "admin") -> httpx.Response:
        return await self.client.get("/sign-in", params={"key": self.tokens[scope]})


@asynccontextmanager
async def site(database_url: str, *routes: BaseRoute, **settings: Any) -> AsyncIterator[Site]:
    """`routes` are served as data beside the real ones."""
    clock, out = Clock(), io.StringIO()
    chosen = Settings(database_url=database_url, **settings)
    app = asgi.create_app(chosen, clock=clock, log=logs.make_log("json", "debug", out))
    app.router.routes.extend(routes)
    database = open_database(database_url)
    tokens = {}
    for scope in (Scope.READ, Scope.WRITE, Scope.ADMIN):
        made = await api_keys.create(database, clock.now, name="test", scope=scope, lifetime=timedelta(days=1))
        tokens[scope.value] = made.token
    await database.close()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=HOST) as client:
        yield Site(client, app, clock, out, tokens)
