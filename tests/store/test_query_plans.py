"""Every filter and order that the API offers has an index: no statement reads a big table from end to end."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import event

from plangraph.graph.executor.explain import explain
from plangraph.services.generate import Sizes, generate
from plangraph.store.engine import open_database
from plangraph.store.open import open_reads
from tests import databases
from tests.graph.executor.both import Both
from tests.graph.running import ADMIN, NOW, SCHEMA, data

BIG = "customer|customer_plan|customer_custom_field|ingest_alias|charge|price|metric_event"
RANGE = '{from: "2026-02-01T00:00:00Z", to: "2026-02-02T00:00:00Z"}'
# Few rows answer these: no big table may be walked, not even along an index.
SELECTIVE = [
    '{ customers(filter: {customField: {key: "salesforce-id", value: "x"}}) { nodes { name } } }',
    f"{{ customers(filter: {{status: [ACTIVE], endingBefore: {RANGE}}}) {{ nodes {{ name }} }} }}",
    f"{{ customers(filter: {{startingOn: {RANGE}}}) {{ nodes {{ name }} }} }}",
    '{ customers(filter: {search: "zzz"}) { nodes { name } } }',
    '{ customer(by: {ingestAlias: "x"}) { account { key } plans(first: 3) { nodes { status } } } }',
    '{ plans(first: 1) { nodes { customers(first: 5, search: "zzz") { nodes { name } } } } }',
    "{ accounts(first: 5) { nodes { customer { name } metrics { history(first: 2) { nodes { value } } } } } }",
]
# These are a page of many: the index that finds the rows also has them in order.
ORDERED = [
    "{ customers(first: 5) { nodes { name } } }",
    "{ customers(first: 5, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { name } } }",
    '{ plan(by: {key: "load-1-plan-0001"}) { customers(first: 5) { nodes { name } } } }',
    "{ plans(first: 1) { nodes { customers(first: 5, orderBy: {field: NAME}) { nodes { name } } } } }",
    "{ plans(first: 1) { nodes { customers(first: 5, orderBy: {field: ENDING_BEFORE}) { nodes { name } } } } }",
    "{ plans(first: 1) { nodes { charges(first: 5) { nodes { name } } } } }",
    "{ plans(first: 1) { nodes { charges(first: 5, orderBy: {field: START_PERIOD}) { nodes { name } } } } }",
    "{ charges(first: 5) { nodes { name } } }",
    "{ charges(first: 5, orderBy: {field: NAME}) { nodes { name } } }",
    "{ products(first: 1) { nodes { charges(first: 2) { nodes { name } } } } }",
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def generated_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Some thousand rows, made once for this module."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('generated') / 'test.db'}"
    else:
        server: str = request.getfixturevalue("postgres_server")
        databases.create(server, "generated")
        url = f"{server}/generated"
    databases.migrate(url)

    async def fill() -> None:
        database = open_database(url)
        await generate(database, Sizes(40, 2_000, 8_000, 200), 1, databases.DEMO_DAY, lambda *_: None)
        await database.close()

    asyncio.run(fill())
    yield url
    Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)


@pytest.mark.parametrize("query", SELECTIVE)
async def test_a_selective_query_walks_no_big_table(generated_url: str, query: str) -> None:
    plans = await plans_of(generated_url, query)

    assert [step for step in plans if re.search(rf"^SCAN ({BIG})\b|Seq Scan on ({BIG})\b", step)] == []


@pytest.mark.parametrize("query", ORDERED)
async def test_a_page_of_many_is_not_sorted(generated_url: str, query: str) -> None:
    plans = await plans_of(generated_url, query)

    assert [step for step in plans if re.search(rf"TEMP B-TREE|^Sort|-> +Sort|Seq Scan on ({BIG})\b", step)] == []


async def test_the_customers_of_a_plan_are_counted_in_an_index_alone(generated_url: str) -> None:
    if generated_url.startswith("postgresql"):  # what PostgreSQL has not vacuumed it looks up in the table
        connection = await asyncpg.connect(generated_url)
        await connection.execute("checkpoint")  # vacuum trusts no row whose commit is not on disk yet
        await connection.execute("vacuum analyze customer_plan")
        await connection.close()

    database = open_database(generated_url)
    both = Both(database, open_reads(database))
    query = "{ plans(first: 1) { nodes { customers(first: 5) { totalCount } } } }"
    told = await explain(SCHEMA, both.reads, both.context(ADMIN, NOW), query, {})
    await both.reads.close()
    await database.close()

    assert re.search(r"(COVERING INDEX|Index Only Scan using) customer_plan_by_(start|end)", told)


async def plans_of(url: str, query: str) -> list[str]:
    """The steps of the database's own plans of every statement that the query runs."""
    database = open_database(url)
    statements: list[tuple[str, Any]] = []
    event.listen(
        database.reader.sync_engine, "before_cursor_execute", lambda *given: statements.append((given[2], given[3]))
    )
    await data(database, query)
    steps: list[str] = []
    for text, values in [s for s in statements if s[0].startswith("SELECT")]:
        async with database.reader.connect() as connection:
            if database.dialect == "sqlite":
                steps += [r.detail for r in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]
            else:
                await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
                steps += [str(r[0]) for r in await connection.exec_driver_sql(f"EXPLAIN {text}", values)]
    await database.close()
    return steps
