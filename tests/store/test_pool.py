"""Connections for short statements: never more than allowed, and fit for the next one whatever became of the last."""

import asyncio
import platform
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import Text, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeEngine

from plangraph.domain.errors import Timeout
from plangraph.store.arrays import bound_list
from plangraph.store.engine import open_database
from plangraph.store.open import open_reads
from plangraph.store.pool import FOR_LONG_ANSWERS, Pool, dsn
from plangraph.store.pulse import Pulse, asking
from plangraph.store.statement import Statement
from plangraph.store.types import BigInt, TextUuid, UtcDateTime
from tests.databases import free_port
from tests.proxy import proxied


def pool_of(url: str, most: int, patience: float, opening: str | None = None) -> Pool:
    parsed = make_url(url)
    return Pool(parsed, most, patience, Pulse(asking(dsn=dsn(parsed))), opening=opening)


@pytest.fixture
async def two(postgres_url: str) -> AsyncIterator[Pool]:
    made = pool_of(postgres_url, 2, patience=5)
    yield made
    await made.close()


async def number(pool: Pool) -> int:
    async with pool.connection() as connection:
        found: int = await connection.fetchval("select pg_backend_pid() from pg_sleep(0.02)")
        return found


async def test_no_more_than_allowed(two: Pool) -> None:
    used = await asyncio.gather(*(number(two) for _ in range(20)))

    assert len(set(used)) == 2
    assert two.in_use == 0


async def test_the_last_one_is_lent_first(two: Pool) -> None:
    await asyncio.gather(number(two), number(two))

    assert len({await number(two) for _ in range(5)}) == 1


async def test_whoever_waits_too_long_is_told(postgres_url: str) -> None:
    hasty = pool_of(postgres_url, 1, patience=0.5)
    async with hasty.connection():
        with pytest.raises(TimeoutError):
            await number(hasty)

    assert await number(hasty)
    await hasty.close()


async def test_a_place_that_is_not_wanted_any_more_goes_to_the_next(postgres_url: str) -> None:
    pool = pool_of(postgres_url, 1, patience=5)
    first = await pool.take()
    gone, next_one = (asyncio.create_task(number(pool)) for _ in range(2))
    await asyncio.sleep(0.01)
    pool.give_back(first)  # the place is handed over, and nobody has noticed yet
    gone.cancel()

    async with asyncio.timeout(2):
        assert await next_one
    assert gone.cancelled()
    assert pool.in_use == 0
    await pool.close()


async def test_nobody_comes_in_before_who_waits(postgres_url: str) -> None:
    pool = pool_of(postgres_url, 1, patience=5)
    first, order = await pool.take(), list[str]()

    async def ask(name: str) -> None:
        await number(pool)
        order.append(name)

    waiting = asyncio.create_task(ask("waiting"))
    await asyncio.sleep(0.01)
    pool.give_back(first)
    await asyncio.gather(ask("newcomer"), waiting)

    assert order == ["waiting", "newcomer"]
    await pool.close()


async def test_a_cancelled_statement_ends_in_the_database(two: Pool) -> None:
    async def forever() -> None:
        async with two.connection() as connection:
            await connection.fetchval("select pg_sleep(60)")

    tasks = [asyncio.create_task(forever()) for _ in range(2)]
    await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    async with asyncio.timeout(5):
        assert len(set(await asyncio.gather(*(number(two) for _ in range(4))))) == 2


async def test_a_transaction_that_was_left_open_is_not_passed_on(two: Pool) -> None:
    async with two.connection() as connection:
        await connection.execute("begin")

    async with two.connection() as another:
        assert another is not connection
        assert not another.is_in_transaction()


async def test_a_connection_that_was_cut_is_replaced(two: Pool, postgres_url: str) -> None:
    first = await number(two)
    admin: Any = await asyncpg.connect(postgres_url)
    await admin.execute("select pg_terminate_backend($1)", first)
    await admin.close()
    await asyncio.sleep(0.1)

    assert await number(two) != first


async def test_what_a_migration_changes_is_learned_anew(two: Pool) -> None:
    async with two.connection() as connection:
        await connection.execute("create temporary table changing as select 1 as value")
        before = await connection.first("select value from changing where value::text = $1", ["1"])
        await connection.execute("alter table changing alter value type text using 'now ' || value")

        after = await connection.first("select value from changing where value::text = $1", ["now 1"])

    assert (before, after) == ((1,), ("now 1",))


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (BigInt, -(1 << 62)),
        (TextUuid(), UUID(int=7)),
        (UtcDateTime(), datetime(2026, 11, 1, tzinfo=UTC)),
        (Text(), "é"),
    ],
)
async def test_what_an_array_is_need_not_be_asked(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, item: TypeEngine[Any], value: Any
) -> None:
    asked: list[Sequence[int]] = []
    ask = asyncpg.Connection._introspect_types

    async def asking_of(connection: Any, types: Sequence[int], patience: float | None) -> Any:
        asked.append(types)
        return await ask(connection, types, patience)

    monkeypatch.setattr(asyncpg.Connection, "_introspect_types", asking_of)
    listed = select(func.unnest(bound_list("given", item), type_=item).label("one"))
    database = open_database(postgres_url)
    reads = open_reads(database)
    async with reads.snapshot() as snapshot:
        found = [await snapshot.rows(listed, {"given": [value]}), await database.rows(listed, {"given": [value]})]
    await reads.close()
    await database.close()

    assert [[tuple(row) for row in rows] for rows in found] == [[(value,)], [(value,)]]
    assert asked == []


async def test_a_failure_to_connect_gives_the_turn_back() -> None:
    pool = pool_of(f"postgresql://nobody@127.0.0.1:{free_port()}/nothing", 1, patience=0.5)
    for _ in range(3):
        with pytest.raises(OSError, match=r"refused|Connect call failed"):
            await number(pool)


async def test_a_connection_that_hears_of_no_cancelling_is_given_up(postgres_url: str) -> None:
    """Whoever is lent it next would wait for the end of the statement before."""
    with proxied(postgres_url) as (proxy, url):
        pool = pool_of(url, 1, patience=0.5)
        first = await number(pool)
        asked = asyncio.create_task(number(pool))
        await asyncio.sleep(0)
        proxy.silence()
        await asyncio.sleep(0.1)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        assert pool.in_use == 1  # nobody else is lent more than there may be

        await asyncio.sleep(0.8)
        assert pool.in_use == 0
        proxy.resume()
        assert await number(pool) != first
        await pool.close()


async def test_the_server_ends_what_nobody_ended(postgres_url: str) -> None:
    """Even a wish to cancel that was lost leaves no statement running for good."""
    database = open_database(postgres_url, statement_seconds=0.2)
    reads = open_reads(database)
    forever = Statement("select 'x'::bytea from pg_sleep(60)", (), {}, {}, {}, frozenset(), moments=frozenset())

    async with asyncio.timeout(10):
        found = await asyncio.gather(
            reads.answer(forever, {}),
            database.rows(text("select pg_sleep(60)")),
            _written(database.quick),
            return_exceptions=True,
        )

    assert [type(error) for error in found] == [Timeout, Timeout, asyncpg.QueryCanceledError]
    assert await database.rows(text("select 1")) == [(1,)]
    await reads.close()
    await database.close()


async def _written(pool: Any) -> None:
    async with pool.connection() as connection:
        await connection.execute("select pg_sleep(60)")


async def test_what_is_asked_on_is_closed_with_the_pulse(postgres_url: str) -> None:
    made: asyncio.Future[asyncpg.Connection] = asyncio.get_running_loop().create_future()

    async def connect() -> asyncpg.Connection:
        made.set_result(await asyncpg.connect(postgres_url))
        return made.result()

    pulse = Pulse(connect)
    pulse.begin(waiting := asyncio.Event())
    connection = await made
    await pulse.close()

    pulse.end(waiting)
    assert connection.is_closed()


async def test_asking_ends_with_the_pulse() -> None:
    asked, ended = asyncio.Event(), asyncio.Event()

    async def connect() -> None:
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    pulse = Pulse(connect)
    pulse.begin(waiting := asyncio.Event())
    await asked.wait()
    await pulse.close()
    await asyncio.wait_for(ended.wait(), 5)
    pulse.end(waiting)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep memory in their own ways")
async def test_long_answers_take_memory_that_is_there(postgres_url: str) -> None:
    """Counted in pages that the backend, which runs on this machine, had to ask the kernel for."""
    faults = []
    for opening in (None, FOR_LONG_ANSWERS):
        pool = pool_of(postgres_url, 1, 5, opening)
        async with pool.connection() as connection:
            for _ in range(3):  # until all else that it needs is there
                before = pages(connection.get_server_pid())
                await connection.fetchval("select string_agg(repeat('x', 300), ',') from generate_series(1, 1000)")
            faults.append(pages(connection.get_server_pid()) - before)
        await pool.close()

    assert faults[1] < faults[0] / 4


def pages(process: int) -> int:
    """Minor page faults, proc(5)."""
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[7])


async def test_a_connection_that_cannot_begin_is_none(postgres_url: str) -> None:
    pool = pool_of(postgres_url, 1, 5, "select 1 / 0")

    for _ in range(2):
        with pytest.raises(asyncpg.DivisionByZeroError):
            await pool.take()

    assert pool.in_use == 0
    await pool.close()
