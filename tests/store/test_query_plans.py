"""Every filter and order that the API offers has an index: no statement reads a big table from end to end."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from plangraph.services.generate import Sizes, generate
from plangraph.store.engine import Database, open_database
from tests import databases
from tests.graph.running import data

BIG = ("customer", "customer_plan", "customer_custom_field", "ingest_alias", "charge", "price", "metric_event")
RANGE = '{from: "2026-02-01T00:00:00Z", to: "2026-02-02T00:00:00Z"}'
QUERIES = [
    '{ customers(filter: {customField: {key: "salesforce-id", value: "x"}}) { nodes { name } } }',
    f"{{ customers(filter: {{status: [ACTIVE], endingBefore: {RANGE}}}) {{ nodes {{ name }} }} }}",
    f"{{ customers(filter: {{startingOn: {RANGE}}}) {{ nodes {{ name }} }} }}",
    '{ customers(filter: {search: "zzz"}) { nodes { name } } }',
    "{ customers(first: 5, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { name } } }",
    '{ customer(by: {ingestAlias: "x"}) { account { key } plans(first: 3) { nodes { status } } } }',
    "{ plans(first: 5) { nodes { customers(first: 5) { nodes { name account { key } } } } } }",
    "{ plans(first: 1) { nodes { customers(first: 5, orderBy: {field: NAME}) { nodes { name } } } } }",
    "{ plans(first: 1) { nodes { customers(first: 5, orderBy: {field: ENDING_BEFORE}) { nodes { name } } } } }",
    '{ plans(first: 1) { nodes { customers(first: 5, search: "zzz") { nodes { name } } } } }',
    "{ plans(first: 5) { nodes { charges(first: 5) { nodes { prices { value } plan { key } } } } } }",
    "{ plans(first: 1) { nodes { charges(first: 5, orderBy: {field: START_PERIOD}) { nodes { name } } } } }",
    "{ charges(first: 5) { nodes { name } } }",
    "{ charges(first: 5, orderBy: {field: NAME}) { nodes { name } } }",
    "{ products(first: 5) { nodes { charges(first: 2) { nodes { name } } } } }",
    "{ accounts(first: 5) { nodes { customer { name } metrics { history(first: 2) { nodes { value } } } } } }",
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


@pytest.mark.parametrize("query", QUERIES)
async def test_no_big_table_is_read_whole(generated_url: str, query: str) -> None:
    database = open_database(generated_url)
    statements: list[tuple[str, Any]] = []
    event.listen(
        database.reader.sync_engine, "before_cursor_execute", lambda *given: statements.append((given[2], given[3]))
    )

    await data(database, query)

    read_whole = [scan for text, values in list(statements) for scan in await scans(database, text, values)]
    await database.close()
    assert read_whole == []


async def scans(database: Database, text: str, values: Any) -> list[str]:
    """Big tables that a statement reads from end to end without an index."""
    if not text.startswith("SELECT"):
        return []
    async with database.reader.connect() as connection:
        if database.dialect == "sqlite":
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
            plan = [str(row.detail) for row in rows]
            return [p for p in plan if re.fullmatch(rf"SCAN ({'|'.join(BIG)})", p)]
        await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = await connection.exec_driver_sql(f"EXPLAIN {text}", values)
        plan = [str(row[0]) for row in rows]
        return [p for p in plan if re.search(rf"Seq Scan on ({'|'.join(BIG)})\b", p)]
