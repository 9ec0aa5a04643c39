"""A database that swallows what it is sent: everybody is told within two seconds, and served again when it is back."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from plangraph.domain.errors import Unavailable
from plangraph.store.engine import Database, open_database
from plangraph.store.pulse import PATIENCE
from plangraph.store.run import open_reads
from plangraph.store.statement import Statement
from tests.proxy import Proxy, proxied
from tests.served import serving

COMPILED = {"query": "{ plans { totalCount } }"}
BY_HAND = {"query": "{ plans { totalCount } resolveFeatures { key } }"}
WRITE = {"query": 'mutation { metricSet(input: {key: "m", value: 1, accountKey: "a"}) { outcome } }'}
PROMISED, BACK = 2.0, 5.0
HANDLING = 0.5
"""What a busy machine may add to the database's part."""


@pytest.fixture
async def line(postgres_url: str) -> AsyncIterator[tuple[Proxy, str]]:
    with proxied(postgres_url) as found:
        yield found


async def test_everybody_is_told(line: tuple[Proxy, str], tmp_path: Path) -> None:
    proxy, url = line
    with serving(url, tmp_path) as served:
        async with httpx.AsyncClient(base_url=served.url, headers=served.bearer(), timeout=20) as client:

            async def told() -> list[tuple[float, httpx.Response]]:
                async def one(method: str, path: str, **more: object) -> tuple[float, httpx.Response]:
                    began = time.monotonic()
                    answer = await client.request(method, path, **more)  # type: ignore[arg-type]  # json alone
                    return time.monotonic() - began, answer

                asked = [one("POST", "/graphql", json=body) for body in (COMPILED, BY_HAND, WRITE)]
                asked += [one("GET", path) for path in ("/v1/plans", "/readyz", "/livez")]
                return await asyncio.gather(*asked)

            for _ in range(3):  # connections are there, and the next requests take them
                assert {answer.status_code for _, answer in await told()} == {200}

            proxy.silence()
            rounds = [await told() for _ in range(3)]
            proxy.resume()
            began = time.monotonic()
            while {answer.status_code for _, answer in await told()} != {200}:
                assert time.monotonic() - began < BACK
                await asyncio.sleep(0.1)

    for told_then in rounds:
        *others, (_, livez) = told_then
        assert livez.status_code == 200
        assert [answer.status_code for _, answer in others] == [503] * 5
        assert all(int(answer.headers["retry-after"]) >= 1 for _, answer in others)
        assert max(seconds for seconds, _ in told_then) < PROMISED + HANDLING
    assert "Traceback" not in served.log.read_text("utf-8")


async def test_slow_statement_is_left_alone(line: tuple[Proxy, str]) -> None:
    """The database is asked meanwhile, and answers."""
    database = open_database(line[1], patience=PATIENCE)

    assert await database.rows(text("select 1 from pg_sleep(3)")) == [(1,)]

    await database.close()


async def test_statement_under_way_is_ended(line: tuple[Proxy, str]) -> None:
    proxy, url = line
    database = open_database(url, patience=PATIENCE)
    reads = open_reads(database)
    sleeping = Statement("select 'x'::bytea from pg_sleep(60)", (), {}, {}, {}, frozenset(), moments=frozenset())
    asked = [asyncio.create_task(reads.answer(sleeping, {})), asyncio.create_task(_written(database))]
    await asyncio.sleep(0.7)

    proxy.silence()
    began = time.monotonic()
    found = await asyncio.gather(*asked, return_exceptions=True)

    assert [type(error) for error in found] == [Unavailable] * 2
    assert time.monotonic() - began < PROMISED + HANDLING
    proxy.resume()
    await asyncio.sleep(1.5)
    assert await database.rows(text("select 1")) == [(1,)]
    await reads.close()
    await database.close()


async def _written(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("select 1 from pg_sleep(60)"))
