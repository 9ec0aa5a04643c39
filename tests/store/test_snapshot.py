"""Typed rows of one snapshot: as SQLAlchemy gives them, of one moment, ended in time, and what they were read of."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Select, insert, literal, select, text

from plangraph.domain.errors import Timeout
from plangraph.store import tables
from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.deadline import Alarms
from plangraph.store.engine import Database
from plangraph.store.loads import AS_OF, NOW
from plangraph.store.open import open_reads
from plangraph.store.queries.bulk import table_of
from plangraph.store.reads import Reads
from tests.graph import rows
from tests.graph.running import NOW as INSTANT

PLAN, CHARGE, PRICE = table_of(tables.Plan), table_of(tables.Charge), table_of(tables.Price)
LINK, METRIC = table_of(tables.CustomerPlan), table_of(tables.Metric)
SLOW = {
    "postgresql": "select pg_sleep(30)::text as slept",
    "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as slept from n",
}


@pytest.fixture
async def filled(database: Database) -> Database:
    await rows.fill(database)
    return database


@pytest.fixture
async def reads(filled: Database) -> AsyncIterator[Reads]:
    opened = open_reads(filled)
    yield opened
    await opened.close()


def _some(count: int) -> Select[Any]:
    """With a constant of its own, which is no part of what the statement is kept by."""
    among = OneOf(PLAN.c.id, bound_list("keys", PLAN.c.id.type))
    return select(PLAN, literal(count).label("own")).where(among, PLAN.c.id < count).order_by(PLAN.c.id)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (_some(3), {"keys": [1, 2, 3, 4]}),
        (_some(5), {"keys": [1, 2, 3, 4]}),
        (_some(5), {"keys": []}),
        (select(CHARGE).order_by(CHARGE.c.id), {}),
        (select(PRICE.c.value, PRICE.c.value, PRICE).order_by(PRICE.c.id), {}),
        (select(PLAN.c.key, CHARGE.c.name, PLAN.c.name, CHARGE.c.plan_id == 1).join_from(PLAN, CHARGE), {}),
        (select(LINK, LINK.c.starting_on > NOW).order_by(LINK.c.id), {"now": INSTANT}),
        (select(METRIC).order_by(METRIC.c.id), {}),
    ],
    ids=range(8),
)
async def test_rows_are_those_of_the_database(
    filled: Database, reads: Reads, statement: Select[Any], values: dict[str, Any]
) -> None:
    wanted: Any = await filled.rows(statement, values)

    async with reads.snapshot() as snapshot:
        found = await snapshot.rows(statement, values)

    assert found == wanted
    assert [row._fields for row in found] == [row._fields for row in wanted]
    assert [[type(value) for value in row] for row in found] == [[type(value) for value in row] for row in wanted]


async def test_of_one_moment(filled: Database, reads: Reads) -> None:
    count = select(PLAN.c.name).order_by(PLAN.c.id)
    async with reads.snapshot() as snapshot:
        before = await snapshot.rows(count, {})
        version = await snapshot.version(["plan"])
        async with filled.transaction() as connection:
            await connection.execute(text("update plan set name = 'Renamed'"))
        after = await snapshot.rows(count, {})

        assert after == before
        assert await snapshot.version(["plan"]) == version < await filled.version(["plan"])
    assert {row[0] for row in await filled.rows(count)} == {"Renamed"}


async def test_version_moves_with_its_tables_alone(filled: Database) -> None:
    before = await filled.version(["product"]), await filled.version(["product", "metric"])
    async with filled.transaction() as connection:
        row = {"id": 1_000, "gid": "product_ff", "product_id": "new", "name": "n", "name_folded": "n"}
        await connection.execute(insert(tables.Product), row)

    after = await filled.version(["product"]), await filled.version(["product", "metric"])

    assert after == (before[0] + 1, before[1] + 1)
    assert await filled.version([]) == 0


@pytest.mark.parametrize("otherwise", [NOW, AS_OF], ids=["now", "as of"])
async def test_what_was_read(reads: Reads, otherwise: Any) -> None:
    async with reads.snapshot() as snapshot:
        await snapshot.rows(select(CHARGE.c.name).where(CHARGE.c.plan_id.in_(select(PLAN.c.id))), {})
        await snapshot.version(["price"])
        assert (snapshot.tables, snapshot.moments) == ({"charge", "plan", "price"}, set())

        await snapshot.rows(select(LINK.c.id).where(LINK.c.starting_on <= NOW), {"now": INSTANT})
        assert snapshot.moments == {("customer_plan", "starting_on")}

        await snapshot.rows(select(otherwise.label("instant")), {"now": INSTANT, "as_of": INSTANT})
        assert snapshot.moments is None


async def test_statements_take_turns(reads: Reads) -> None:
    async with reads.snapshot() as snapshot:
        found = await asyncio.gather(*(snapshot.rows(select(literal(n).label("n")), {}) for n in range(20)))

    assert [row.n for (row,) in found] == list(range(20))


async def test_its_end_waits_for_what_nobody_waits_for(reads: Reads) -> None:
    async with reads.snapshot() as snapshot:
        left = asyncio.create_task(snapshot.rows(select(PLAN.c.id), {}))
        await asyncio.sleep(0)

    assert left.done()
    with pytest.raises(RuntimeError):
        await snapshot.rows(select(PLAN.c.id), {})
    async with reads.snapshot() as another:
        assert await another.rows(select(PLAN.c.id), {})


async def test_ended_by_the_deadline(filled: Database, reads: Reads) -> None:
    slow: Any = text(SLOW[filled.dialect]).columns(slept=PLAN.c.name.type)
    loop = asyncio.get_running_loop()
    started = loop.time()

    async with reads.snapshot() as snapshot:
        with Alarms(0.2, statements=True)():
            left = asyncio.create_task(snapshot.rows(slow, {}))
        with pytest.raises(Timeout):
            await left

    assert loop.time() - started < 10
    async with reads.snapshot() as another:
        assert await another.rows(select(PLAN.c.id), {})


async def test_list_is_bound_as_one_value(reads: Reads) -> None:
    """A text for each length of a list would be kept by nobody."""
    async with reads.snapshot() as snapshot:
        with pytest.raises(TypeError):
            await snapshot.rows(select(PLAN.c.id).where(PLAN.c.id.in_([1, 2])), {})
