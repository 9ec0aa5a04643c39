"""An operation that takes too long is ended where it runs: in the database."""

import asyncio
from typing import Any

import pytest
import strawberry
from aiodataloader import DataLoader
from graphql.execution.values import VariableValues
from sqlalchemy import text

from plangraph.graph.context import Context
from plangraph.graph.execution import Answer
from plangraph.graph.limits import Limits
from plangraph.graph.operation import Operation
from plangraph.store.engine import Database
from plangraph.store.open import open_reads
from plangraph.store.statement import Statement
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
        for _ in range(100):  # of the six hundred that they would sleep
            if not (await database.rows(text(SLEEPING)))[0][0]:
                break
            await asyncio.sleep(0.1)
        else:
            pytest.fail("a statement goes on")


@pytest.mark.parametrize("seconds", [0.0, 0.002])
async def test_statement_that_begins_too_late_is_ended(database: Database, seconds: float) -> None:
    """As on a busy machine: the time is over while a connection is being made."""
    app = application(Limits(seconds=seconds), schema=schema(database))

    answers = await asyncio.wait_for(asyncio.gather(post(app, "{ direct }"), post(app, "{ batched }")), 20)

    assert [answer.status_code for answer in answers] == [503, 503]
    assert await asyncio.wait_for(database.rows(text("select 1")), 20) == [(1,)]


async def test_connections_serve_after_a_timeout(database: Database) -> None:
    app = application(Limits(seconds=0.1), schema=schema(database))

    for _ in range(12):
        assert (await post(app, "{ direct batched }")).status_code == 503

    assert (await database.rows(text("select 1")))[0][0] == 1


def plain(database: Database, sql: str) -> Statement:
    return Statement(
        sql, () if database.dialect == "postgresql" else None, {}, {}, {}, frozenset(), moments=frozenset()
    )


async def test_compiled_statement_is_stopped(database: Database) -> None:
    """SQLite has one thread for these: it would compute on, and serve nobody."""
    reads = open_reads(database)
    endless = plain(database, FOREVER[database.dialect])

    async def execute(_: Operation, __: VariableValues, ___: Context) -> Answer:
        return Answer(await reads.answer(endless, {}))

    app = application(Limits(seconds=0.3), execute=execute)
    answers = await asyncio.gather(*(post(app, "{ hello }") for _ in range(5)))  # one runs, or waits for its turn

    assert {answer.status_code for answer in answers} == {503}
    assert [answer.json()["errors"][0]["extensions"] for answer in answers] == [{"code": "TIMEOUT"}] * 5
    as_bytes = "select '1'::bytea" if database.dialect == "postgresql" else "select x'31'"
    async with asyncio.timeout(20):
        assert await reads.answer(plain(database, as_bytes), {}) == b"1"
    for _ in range(100):  # until PostgreSQL has said that it stopped
        if not reads.in_use:
            break
        await asyncio.sleep(0.02)
    assert reads.in_use == 0
    await reads.close()
