"""The application in this process, over a fresh database of each kind, with a clock that the test sets."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from plangraph import asgi, settings
from plangraph.domain.viewer import Scope
from plangraph.services import api_keys, catalogue, imports
from plangraph.store.engine import Database, open_database
from plangraph.web import logs

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Rest:
    """`http` sends an admin key unless told otherwise."""

    http: httpx.AsyncClient
    database: Database
    clock: Clock
    tokens: dict[str, str] = field(default_factory=dict)

    async def load(self, **given: Any) -> None:
        """A catalogue's entries, stored."""
        text = json.dumps({"plans": [], **given})
        await imports.import_catalogue(self.database, catalogue.read(text, self.clock.now), self.clock.now)

    async def token(self, scope: Scope, account_key: str | None = None) -> str:
        made = await api_keys.create(self.database, self.clock.now, name="test", scope=scope, account_key=account_key)
        return made.token

    async def key(self, scope: Scope, account_key: str | None = None) -> Mapping[str, str]:
        return bearer(await self.token(scope, account_key))

    async def get(self, path: str, **options: Any) -> Any:
        """The JSON of an answer that must be 200."""
        answer = await self.http.get(path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
async def rest(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rest]:
    clock = Clock()
    monkeypatch.setattr(asgi, "open_database", lambda *_: database)
    monkeypatch.setattr(api_keys, "_CACHED", 3_600.0)  # a key is looked up once, so that statements can be counted
    app = asgi.create_app(settings.load(access_log=False), clock=clock, log=logs.make_log("json", "error"))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            made = Rest(http, database, clock)
            http.headers.update(await made.key(Scope.ADMIN))
            yield made


def load_into(database_url: str, **given: Any) -> None:
    """A catalogue's entries, stored in a database that another process serves."""
    text = json.dumps({"plans": [], **given})

    async def run() -> None:
        database = open_database(database_url)
        now = datetime.now(UTC)
        await imports.import_catalogue(database, catalogue.read(text, now), now)
        await database.close()

    with ThreadPoolExecutor(1) as pool:  # the caller may be inside an event loop already
        pool.submit(asyncio.run, run()).result()
