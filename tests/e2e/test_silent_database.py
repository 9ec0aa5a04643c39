"""A database that swallows what it is sent: everybody is told within two seconds, and served again when it is back."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx
import pytest
from sqlalchemy import text

from plangraph.domain.errors import Unavailable
from plangraph.store.engine import Database, open_database
from plangraph.store.open import open_reads
from plangraph.store.pulse import PATIENCE
from plangraph.store.statement import Statement
from plangraph.store.stream import BATCH, open_streams
from tests import databases
from tests.conftest import missing
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


async def told(client: httpx.AsyncClient) -> list[tuple[float, httpx.Response]]:
    """Every kind of request at once, with how long it took; the last one needs no database."""

    async def one(method: str, path: str, **more: object) -> tuple[float, httpx.Response]:
        began = time.monotonic()
        answer = await client.request(method, path, **more)  # type: ignore[arg-type]  # json alone
        return time.monotonic() - began, answer

    asked = [one("POST", "/graphql", json=body) for body in (COMPILED, BY_HAND, WRITE)]
    asked += [one("GET", path) for path in ("/v1/plans", "/export/plans.csv", "/readyz", "/livez")]
    return await asyncio.gather(*asked)


async def test_everybody_is_told(line: tuple[Proxy, str], tmp_path: Path) -> None:
    proxy, url = line
    with serving(url, tmp_path) as served:
        async with httpx.AsyncClient(base_url=served.url, headers=served.bearer(), timeout=20) as client:
            for _ in range(3):  # connections are there, and the next requests take them
                assert {answer.status_code for _, answer in await told(client)} == {200}

            proxy.silence()
            rounds = [await told(client) for _ in range(2)]
            proxy.resume()
            began = time.monotonic()
            while {answer.status_code for _, answer in await told(client)} != {200}:
                assert time.monotonic() - began < BACK
                await asyncio.sleep(0.1)

    for then in rounds:
        *others, (_, livez) = then
        assert livez.status_code == 200
        assert [answer.status_code for _, answer in others] == [503] * 6
        assert all(int(answer.headers["retry-after"]) >= 1 for _, answer in others)
        assert max(seconds for seconds, _ in then) < PROMISED + HANDLING
    assert "Traceback" not in served.log.read_text("utf-8")


async def test_slow_statement_is_left_alone(line: tuple[Proxy, str]) -> None:
    """The database is asked meanwhile, time and again, and answers."""
    database = open_database(line[1], patience=PATIENCE)

    assert await database.rows(text("select 1 from pg_sleep(1.8)")) == [(1,)]

    await database.close()


async def test_statement_under_way_is_ended(line: tuple[Proxy, str]) -> None:
    proxy, url = line
    database = open_database(url, patience=PATIENCE)
    reads = open_reads(database)
    sleeping = Statement("select 'x'::bytea from pg_sleep(60)", (), {}, {}, {}, frozenset(), moments=frozenset())
    asked = [asyncio.create_task(reads.answer(sleeping, {})), asyncio.create_task(_written(database))]
    await asyncio.sleep(0.2)

    proxy.silence()
    began = time.monotonic()
    found = await asyncio.gather(*asked, return_exceptions=True)

    assert [type(error) for error in found] == [Unavailable] * 2
    assert time.monotonic() - began < PROMISED + HANDLING
    proxy.resume()
    began = time.monotonic()
    while database.pulse and database.pulse.silent:
        assert time.monotonic() - began < BACK
        await asyncio.sleep(0.05)
    assert await database.rows(text("select 1")) == [(1,)]
    await reads.close()
    await database.close()


async def test_stream_under_way_is_ended(line: tuple[Proxy, str]) -> None:
    """Long before the time that an export may take; and its connection is given back."""
    proxy, url = line
    database = open_database(url, patience=PATIENCE)
    streams = open_streams(database)
    sql = "select repeat('x', 1000)::bytea from generate_series(1, 100000)"
    rows = streams.rows(Statement(sql, (), {}, {}, {}, frozenset(), moments=frozenset()), {})
    assert len(await anext(rows)) == BATCH
    await asyncio.sleep(1)  # a client may take its time: nobody waits for the database
    assert len(await anext(rows)) == BATCH

    proxy.silence()
    began = time.monotonic()
    with pytest.raises(Unavailable):
        async for _ in rows:  # some may still be on their way
            pass

    assert streams.in_use == 0
    assert time.monotonic() - began < PROMISED + PATIENCE + HANDLING
    with pytest.raises(Unavailable):
        await anext(streams.rows(Statement(sql, (), {}, {}, {}, frozenset(), moments=frozenset()), {}))
    proxy.resume()
    await database.close()


@pytest.fixture
def cluster() -> Iterator[databases.Cluster]:
    if databases.postgres_binaries() is None:
        missing("PostgreSQL")
    with databases.controlled_cluster() as made:
        databases.create(made.url, "plans")
        databases.migrate(f"{made.url}/plans")
        yield made


@contextmanager
def stopped(processes: list[int]) -> Iterator[None]:
    """Without a word to anybody: the kernel goes on to accept what is sent to them."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


async def processes_of(cluster: databases.Cluster) -> tuple[int, list[int]]:
    """PostgreSQL's first process, and those behind the connections of others."""
    connection = await asyncpg.connect(f"{cluster.url}/plans")
    found = await connection.fetch(
        "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
    )
    pid_file = await connection.fetchval("select pg_read_file('postmaster.pid')")
    await connection.close()
    return int(pid_file.split()[0]), [row["pid"] for row in found]


@pytest.mark.parametrize("everything", [True, False], ids=["all of it", "the ends of its connections"])
async def test_stopped_processes(cluster: databases.Cluster, tmp_path: Path, everything: bool) -> None:
    """Where PostgreSQL itself goes on, new connections serve while those that lead nowhere are still there."""
    with serving(f"{cluster.url}/plans", tmp_path) as served:
        async with httpx.AsyncClient(base_url=served.url, headers=served.bearer(), timeout=20) as client:
            assert {answer.status_code for _, answer in await told(client)} == {200}
            first, others = await processes_of(cluster)
            assert others

            with stopped([first, *others] if everything else others):
                rounds = [await told(client) for _ in range(2)]

            began = time.monotonic()
            while {answer.status_code for _, answer in await told(client)} != {200}:
                assert time.monotonic() - began < BACK

    *away, livez = [answer.status_code for _, answer in rounds[0]]
    assert livez == 200
    assert 503 in away
    assert set(away) <= ({503} if everything else {200, 503})
    assert {answer.status_code for _, answer in rounds[1][:-1]} == ({503} if everything else {200})
    for seconds, answer in (one for round_ in rounds for one in round_):
        assert seconds < PROMISED + HANDLING
        assert answer.status_code == 200 or int(answer.headers["retry-after"]) >= 1
    assert "Traceback" not in served.log.read_text("utf-8")


async def _written(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("select 1 from pg_sleep(60)"))
