"""The database fails below the graph: reads go on where they can, writes say 503, and nothing of it leaks."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
import httpx
from sqlalchemy import event, text
from sqlalchemy.pool import Pool

from plangraph.store import engine
from plangraph.store.engine import open_database
from tests.rest.site import Site, site

READ = "{ accounts { totalCount } metrics { totalCount } viewer { scope } }"
WRITE = 'mutation { metricSet(input: { accountKey: "acme", key: "calls", value: 7 }) { outcome userErrors { code } } }'


async def ask(running: Site, query: str) -> httpx.Response:
    return await running.client.post("/graphql", json={"query": query}, headers=running.bearer())


@contextmanager
def every_connection(prepare: Callable[[Any], None]) -> Iterator[None]:
    """Of SQLAlchemy's, and the one that groups of writes have."""

    def connected(connection: Any, _: Any) -> None:
        prepare(connection)

    def opened(path: str) -> Any:
        connection = as_before(path)
        prepare(connection)
        return connection

    event.listen(Pool, "connect", connected)
    as_before, engine._sqlite = engine._sqlite, opened
    try:
        yield
    finally:
        event.remove(Pool, "connect", connected)
        engine._sqlite = as_before


def pragma(setting: str) -> Callable[[Any], None]:
    def prepare(connection: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    return prepare


async def alter(url: str, setting: str) -> None:
    """For connections from here on; those that there are have ended afterwards."""
    connection = await asyncpg.connect(url)
    await connection.execute(f"alter database {url.rpartition('/')[2]} set {setting}")
    await connection.execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
    await connection.close()


async def refuses_writes_only(running: Site, write: str = WRITE) -> None:
    before = (await ask(running, READ)).json()["data"]

    written = await ask(running, write)
    read = await ask(running, READ)

    assert written.status_code == 503
    assert int(written.headers["retry-after"]) > 0
    assert written.json()["data"] is None
    assert written.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
    assert (read.status_code, read.json()["data"]) == (200, before)


async def test_sqlite_that_is_read_only(sqlite_url: str) -> None:
    async with site(sqlite_url) as running:
        with every_connection(pragma("query_only=ON")):
            await refuses_writes_only(running)


async def test_sqlite_on_a_full_disk(sqlite_url: str) -> None:
    async with site(sqlite_url) as running:
        with every_connection(pragma("max_page_count=1")):  # SQLite makes of it the pages that there are
            for n in range(2_000):
                write = WRITE.replace("acme", f"acme{n}".ljust(200, "x"))
                if (await ask(running, write)).status_code == 503:
                    break
            await refuses_writes_only(running, write)


async def test_postgresql_that_is_read_only(postgres_url: str) -> None:
    async with site(postgres_url) as running:
        await alter(postgres_url, "default_transaction_read_only = on")
        await refuses_writes_only(running)


async def test_bug_in_the_store_is_masked(database_url: str) -> None:
    async with site(database_url) as running:
        database = open_database(database_url)
        async with database.transaction() as connection:
            await connection.execute(text("alter table metric rename to gone"))
        await database.close()

        answer = await ask(running, "{ metrics { totalCount } }")

        (error,) = answer.json()["errors"]
        logged = next(line for line in running.lines() if line["event"] == "unforeseen failure")
        assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        assert error["extensions"]["correlationId"] == logged["request_id"] == answer.headers["x-request-id"]
        assert not re.search(r"(?i)select|from|\brelation|no such|\.py|sqlalchemy", error["message"])
        assert "metric" in logged["exception"]
        assert "Traceback" in logged["exception"]
