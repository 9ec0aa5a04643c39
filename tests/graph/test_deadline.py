"""An operation that takes too long is ended where it runs: in the database."""

import asyncio
from typing import Any

import strawberry
from aiodataloader import DataLoader
from sqlalchemy import text

from plangraph.graph.limits import Limits
from plangraph.store.engine import Database
from tests.graph.small import application, post

FOREVER = {
    "postgresql": "select pg_sleep(60)",
    "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
}
SLEEPING = "select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'"


def schema(database: Database) -> Any:
    async def batch(keys: list[int]) -> list[int]:
        await database.rows(text(FOREVER[database.dialect]))
        return keys

    @strawberry.type
    class Query:
        @strawberry.field
        async def direct(self) -> int | None:
            await batch([1])
            return 1

        @strawberry.field
        async def batched(self) -> int | None:
            loaded: int = await DataLoader(batch).load(1)
            return loaded

    return strawberry.Schema(Query)._schema


async def test_statement_is_cancelled(database: Database) -> None:
    app = application(Limits(seconds=0.3), schema=schema(database))

    answers = await asyncio.gather(post(app, "{ direct }"), post(app, "{ batched }"))

    for answer in answers:
        assert answer.status_code == 503
        assert answer.json()["errors"][0]["extensions"] == {"code": "TIMEOUT"}
    if database.dialect == "postgresql":
        async with asyncio.timeout(10):  # of the sixty seconds that they would sleep
            while (await database.rows(text(SLEEPING)))[0][0]:
                await asyncio.sleep(0.05)


async def test_connections_serve_after_a_timeout(database: Database) -> None:
    app = application(Limits(seconds=0.1), schema=schema(database))

    for _ in range(12):
        assert (await post(app, "{ direct batched }")).status_code == 503

    assert (await database.rows(text("select 1")))[0][0] == 1
