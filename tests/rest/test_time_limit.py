"""No surface waits for the database longer than an operation may take, and what is slow to arrive loses none of it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any

import asyncpg
import pytest

from tests.rest.site import Site, site

WRITES: dict[str, Any] = {"/api/metrics/set": {"account_key": "acme", "key": "calls", "value": 7}}
OTHERS: dict[str, Any] = {
    "/api/accounts": {"key": "acme"},
    "/v1/plans": None,
    "/metrics": None,
    "/api/features/resolve": {"account_key": "acme"},
    "/ofrep/v1/evaluate/flags": {"context": {"targetingKey": "acme"}},
}


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[dict[str, Any]]:
    """What cannot be answered meanwhile: on SQLite no write, on PostgreSQL nothing of the tables that are locked."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("begin immediate")
            yield WRITES
        return
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await connection.execute("lock table account, metric, plan, feature, sync in access exclusive mode")
        yield WRITES | OTHERS
    await connection.close()


async def ask(made: Site, path: str, body: Any) -> Any:
    if body is None:
        return await made.client.get(path, headers=made.bearer())
    return await made.client.post(path, json=body, headers=made.bearer())


async def test_locked_tables(database_url: str) -> None:
    async with site(database_url, operation_seconds=0.4, request_seconds=30) as made:
        async with locked(database_url) as asked, asyncio.timeout(8):
            answers = await asyncio.gather(*(ask(made, path, body) for path, body in asked.items()))
        after = [await ask(made, path, body) for path, body in asked.items()]

    assert [(answer.status_code, bool(answer.headers.get("retry-after"))) for answer in answers] == [(503, True)] * len(
        asked
    )
    assert all("too long" in answer.text for answer in answers)
    assert {answer.status_code for answer in after} <= {200, 202}


@pytest.mark.parametrize("path", ["/api/metrics/set", "/api/features/resolve"])
async def test_slow_body_has_its_own_time(sqlite_url: str, path: str) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b'{"account_key": "acme", "key": "calls", '
        await asyncio.sleep(1)
        yield b'"value": 7}'

    headers = {"content-type": "application/json"}
    async with site(sqlite_url, operation_seconds=0.3, request_seconds=30) as made:
        answer = await made.client.post(path, content=slow(), headers=made.bearer() | headers)

    assert answer.status_code in (200, 202), answer.text
