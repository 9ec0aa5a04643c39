"""A table's version moves with whatever changes its rows, in the transaction that does it, and with nothing else."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import UTC, datetime

import asyncpg
import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from plangraph.domain.viewer import Scope, Viewer
from plangraph.services.metrics import set_metric
from plangraph.store.engine import Database, open_database
from plangraph.store.triggers import SLOTS, UNFOLLOWED, triggers
from plangraph.store.versions import Versions, open_versions

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
WRITER = Viewer("pg_test", Scope.ADMIN)
FOLLOWED = sorted(set(SQLModel.metadata.tables) - UNFOLLOWED)
PRODUCT = "insert into product (gid, product_id, name, name_folded) values ('g', 'p', 'P', 'p')"
FEATURE = """
insert into feature (id, gid, key, key_folded, name, name_folded, type, default_variant)
values (1, 'g', 'f', 'f', 'F', 'f', 'boolean', 'on')
"""
VARIANT = "insert into variant (feature_id, position, key, value) values (1, 0, 'on', 'true')"


@pytest.fixture
async def versions(database: Database) -> AsyncIterator[Versions]:
    opened = open_versions(database)
    yield opened
    await opened.close()


async def moved(versions: Versions, before: Mapping[str, int]) -> dict[str, int]:
    """How far each table has moved since."""
    after = await versions.fresh()
    return {name: n - before[name] for name, n in after.items() if n != before[name]}


async def run(database: Database, *statements: str, undone: bool = False) -> None:
    """In one transaction."""
    async with database.transaction() as connection:
        for statement in statements:
            await connection.execute(text(statement))
        if undone:
            await connection.rollback()


async def test_every_table_that_the_graph_may_read_is_followed(database: Database, versions: Versions) -> None:
    """A migration that makes a table, or makes one anew, makes its triggers too."""
    listed = {
        "sqlite": "select name from sqlite_master where type = 'trigger'",
        "postgresql": "select tgname from pg_trigger where not tgisinternal",
    }[database.dialect]

    found = {name for (name,) in await database.rows(text(listed))}

    assert found == {statement.split()[2] for statement in triggers(database.dialect, FOLLOWED)}
    assert sorted(await versions.fresh()) == FOLLOWED


@pytest.mark.parametrize(
    ("prepared", "statements", "tables"),
    [
        ([], [PRODUCT], {"product"}),
        ([PRODUCT], ["update product set name = 'Q'"], {"product"}),
        ([PRODUCT], ["delete from product"], {"product"}),
        ([PRODUCT], [f"{PRODUCT} on conflict (gid) do update set name = 'Q'"], {"product"}),
        ([FEATURE, VARIANT], ["delete from feature"], {"feature", "variant"}),
        ([], [FEATURE, VARIANT, PRODUCT], {"feature", "variant", "product"}),
        ([PRODUCT], [f"{PRODUCT} on conflict (gid) do nothing"], set()),
        ([PRODUCT], ["update product set name = 'Q' where name = 'none'"], set()),
        ([], ["delete from product"], set()),
        ([], ["savepoint s", PRODUCT, "rollback to savepoint s"], set()),
        ([], ["savepoint s", PRODUCT, "rollback to savepoint s", PRODUCT], {"product"}),
        ([], [PRODUCT, "savepoint s", "update product set name = 'Q'", "rollback to savepoint s"], {"product"}),
    ],
)
async def test_moves_with_rows_that_change(
    database: Database, versions: Versions, prepared: list[str], statements: list[str], tables: set[str]
) -> None:
    await run(database, *prepared)
    before = await versions.fresh()

    await run(database, *statements)

    assert set(await moved(versions, before)) == tables


async def test_what_is_undone_moves_nothing(database: Database, versions: Versions) -> None:
    before = await versions.fresh()

    await run(database, PRODUCT, undone=True)

    assert await moved(versions, before) == {}


async def test_moves_in_each_transaction(database: Database, versions: Versions) -> None:
    """What PostgreSQL remembers of one transaction is forgotten by the next on the same connection."""
    before = await versions.fresh()

    for n in range(3):
        await run(database, f"insert into product (gid, product_id, name, name_folded) values ('{n}', '{n}', 'P', 'p')")

    assert await moved(versions, before) == {"product": 3}


async def test_many_rows_of_one_statement_move_once(postgres_url: str) -> None:
    """Each move would leave a dead row behind, for all who read the versions to step over."""
    database = open_database(postgres_url)
    versions = open_versions(database)
    before = await versions.fresh()
    many = (
        "insert into product (gid, product_id, name, name_folded) select n, n, n, n from generate_series(1, 500) as n"
    )

    await run(database, many, "update product set name = 'Q'", "delete from product where id > 3")

    found = await moved(versions, before)
    await versions.close()
    await database.close()
    assert found == {"product": 1}


async def test_emptied_by_truncate(postgres_url: str) -> None:
    database = open_database(postgres_url)
    versions = open_versions(database)
    before = await versions.fresh()

    await run(database, "truncate product cascade")

    found = await moved(versions, before)
    await versions.close()
    await database.close()
    assert {"product", "plan_product", "charge"} <= set(found)


async def test_metric_writes_leave_the_catalogue_alone(database: Database, versions: Versions) -> None:
    before = await versions.fresh()

    await set_metric(database, WRITER, key="m", value=1, account_key="a", idempotency_key="once", now=NOW)
    first = await versions.fresh()
    await set_metric(database, WRITER, key="m", value=1, account_key="a", idempotency_key="once", now=NOW)

    assert set(await moved(versions, before)) == {"metric", "metric_event"}
    assert await moved(versions, first) == {}  # a replay writes nothing


async def test_nobody_waits_for_anybody(postgres_url: str) -> None:
    """More writers than there are slots, each writing two tables in an order of its own, all before the first ends."""
    database = open_database(postgres_url)
    versions = open_versions(database)
    before = await versions.fresh()
    writers = [await asyncpg.connect(postgres_url) for _ in range(SLOTS + 6)]
    for n, writer in enumerate(writers):
        wrote = [
            f"insert into product (gid, product_id, name, name_folded) values ('{n}', '{n}', 'N', 'n')",
            f"insert into credit_type (gid, uuid, name, fiat, unit) values ('{n}', gen_random_uuid(), '{n}', true, '')",
        ]
        await writer.execute("begin; set local lock_timeout = '5s'")
        for statement in wrote if n % 2 else reversed(wrote):
            await writer.execute(statement)

    during = await moved(versions, before)
    await asyncio.gather(*(writer.execute("commit") for writer in writers))
    after = await moved(versions, before)

    await asyncio.gather(*(writer.close() for writer in writers))
    await versions.close()
    await database.close()
    assert during == {}
    assert after == {"product": SLOTS + 6, "credit_type": SLOTS + 6}


async def test_asked_by_many_at_once(database: Database, versions: Versions) -> None:
    """They share a reading, but never one that began before they asked."""

    async def asked(n: int) -> int:
        await run(database, f"insert into product (gid, product_id, name, name_folded) values ('{n}', '{n}', 'P', 'p')")
        return (await versions.fresh())["product"]

    before = (await versions.fresh())["product"]
    found = await asyncio.gather(*(asked(n) for n in range(20)))

    assert max(found) == before + 20
    assert all(n > before for n in found)


async def test_written_with_the_database_s_own_tool(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    versions = open_versions(database)
    before = await versions.fresh()

    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute(PRODUCT)

    assert await moved(versions, before) == {"product": 1}
    await versions.close()
    await database.close()
