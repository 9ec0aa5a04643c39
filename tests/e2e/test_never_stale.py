"""What one process has acknowledged, another answers from then on: its cache has nothing older to give.

Two servers over one database. Each pair is a write through the one and, as soon as that is acknowledged, reads through
the other, of what was written and of what was not. The queries are the same again and again, so they are kept.
"""

import asyncio
import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from plangraph.services import catalogue, imports
from plangraph.store.engine import open_database
from tests.databases import DEMO_DAY
from tests.served import Served, serving

PAIRS, MANY = 150, 10_000
SET = "mutation($i: MetricSetInput!) { metricSet(input: $i) { outcome userErrors { message } } }"
UPSERT = "mutation($i: AccountUpsertInput!) { accountUpsert(input: $i) { userErrors { message } } }"
ANNOTATE = "mutation($i: PlanAnnotateInput!) { planAnnotate(input: $i) { userErrors { message } } }"
METRICS = "query($k: String!) { account(by: {key: $k}) { metrics { value history(first: 1) { nodes { value } } } } }"
NAME = "query($k: String!) { account(by: {key: $k}) { name } }"
PERIOD = "query($k: String!) { plan(by: {key: $k}) { annotations { period } } }"
DESCRIPTION = "query($k: String!) { plan(by: {key: $k}) { description } }"
CUSTOMER = "query($k: String!) { customer(by: {ingestAlias: $k}) { name plans { nodes { status } } } }"
EVERY_METRIC = "query($k: String!) { metrics(first: 100, key: $k) { nodes { value accountKey } } }"
PRICE = "query($k: String!) { estimate(input: {plan: {key: $k}}) { estimate { totals { subtotal } } } }"
FEE = """(select charge.id from charge join plan on plan.id = charge.plan_id
  where plan.key = 'essentials' and charge.name = 'Platform fee')"""
PLAN = "essentials"
LINK, CUSTOMER_ID = "6a0d1bc6-2c29-4d6b-9a44-7a3ba10c1b01", "6a0d1bc6-2c29-4d6b-9a44-7a3ba10c1b02"
ACCOUNTS = [f"stale-{n}" for n in range(4)]
FLAG = "stale-flag"
PLAN_DETAIL, PLAN_CUSTOMERS, RESOLVED = "GET plan", "GET customers", "POST resolve"
"""Reads over REST; what they are asked with is a plan's UUID, or an account's key."""
Query = tuple[str, str]


@contextmanager
def two_servers(url: str, folder: Path) -> Iterator[tuple[Served, Served]]:
    for name in ("one", "other"):
        (folder / name).mkdir()
    with serving(url, folder / "one") as one, serving(url, folder / "other") as other:
        yield one, other


def client_of(served: Served) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=served.url, headers=served.bearer(), timeout=60)


async def ask(client: httpx.AsyncClient, text: str, **variables: Any) -> Any:
    answer = (await client.post("/graphql", json={"query": text, "variables": variables})).json()
    assert "errors" not in answer, answer
    (found,) = answer["data"].values()
    return found


async def asked(client: httpx.AsyncClient, text: str, key: str) -> Any:
    """By GraphQL or over REST, as much as is compared."""
    if text == RESOLVED:
        body = {"context": {"account_key": key}}
        return (await client.post(f"/api/features/{FLAG}/resolve", json=body)).raise_for_status().json()
    if text in (PLAN_DETAIL, PLAN_CUSTOMERS):
        path = f"/v1/planDetails/{key}"
        if text == PLAN_DETAIL:
            found: Any = (await client.get(path)).raise_for_status().json()["data"]
            return found
        rows = (await client.get(f"{path}/customers", params={"status": "active"})).raise_for_status().json()["data"]
        mine = [row["customer_details"]["name"] for row in rows if row["customer_details"]["id"] == CUSTOMER_ID]
        return {"names": mine}
    return await ask(client, text, k=key)


async def write(client: httpx.AsyncClient, text: str, **given: Any) -> None:
    assert (await ask(client, text, i=given))["userErrors"] == []


async def hits(client: httpx.AsyncClient) -> int:
    found = re.search(r'plangraph_cache_total\{outcome="hit"\} (\d+)', (await client.get("/metrics")).text)
    return int(found[1]) if found else 0


@dataclass
class Writer:
    """Does one write after the other; `seen`: what each query must answer from then on."""

    url: str
    plan: str
    seen: dict[Query, Any] = field(default_factory=dict)

    async def metric(self, client: httpx.AsyncClient, n: int) -> Query:
        account = ACCOUNTS[n % len(ACCOUNTS)]
        await write(client, SET, key="m", value=n, accountKey=account)
        self.seen.setdefault((NAME, account), None)
        return self.expect((METRICS, account), {"metrics": [{"value": n, "history": {"nodes": [{"value": n}]}}]})

    async def account(self, client: httpx.AsyncClient, n: int) -> Query:
        account = ACCOUNTS[n % len(ACCOUNTS)]
        await write(client, UPSERT, key=account, name=f"Name {n}")
        return self.expect((NAME, account), {"name": f"Name {n}"})

    async def annotation(self, client: httpx.AsyncClient, n: int) -> Query:
        period = ("MONTH", "QUARTER", "YEAR")[n % 3]
        await write(client, ANNOTATE, plan={"key": PLAN}, period=period)
        return self.expect((PERIOD, PLAN), {"annotations": {"period": period}})

    async def by_hand(self, _: httpx.AsyncClient, n: int) -> Query:
        """As an administrator would, past this program."""
        await self.run(f"update plan set description = 'by hand {n}' where key = '{PLAN}'")
        self.expect((DESCRIPTION, PLAN), {"description": f"by hand {n}"})
        return self.expect((PLAN_DETAIL, self.plan), {"description": f"by hand {n}"})

    async def price(self, _: httpx.AsyncClient, n: int) -> Query:
        """By hand, too: nothing else of the plan tells that it has changed."""
        await self.run(f"update price set value = '{n + 1}' where charge_id = {FEE}")
        return self.expect((PRICE, PLAN), {"estimate": {"totals": [{"subtotal": str(n + 1)}]}})

    async def run(self, statement: str) -> None:
        if self.url.startswith("sqlite"):
            await asyncio.to_thread(_sqlite, self.url.removeprefix("sqlite:///"), statement)
        else:
            connection = await asyncpg.connect(self.url)
            await connection.execute(statement)
            await connection.close()

    async def override(self, client: httpx.AsyncClient, n: int) -> Query:
        account, value = ACCOUNTS[n % len(ACCOUNTS)], n % 2 == 0
        chosen = {"feature_key": FLAG, "variant_key": str(value).lower()}
        (await client.put(f"/api/accounts/{account}", json={"feature_overrides": [chosen]})).raise_for_status()
        return self.expect((RESOLVED, account), {"value": value})

    async def imported(self, _: httpx.AsyncClient, n: int) -> Query:
        """By a process that serves nothing, as the commands are."""
        days, status = ((-10, "ACTIVE"), (10_000, "UPCOMING"))[n % 2]
        link = {"plan_key": PLAN, "starting_on": {"days": days}, "customer_plan_id": LINK}
        given = {"id": CUSTOMER_ID, "name": f"Customer {n}", "ingest_aliases": ["stale"], "plans": [link]}
        found = catalogue.read(json.dumps({"plans": [], "customers": [given]}), DEMO_DAY)
        database = open_database(self.url)
        await imports.import_catalogue(database, found, DEMO_DAY)
        await database.close()
        self.expect((PLAN_CUSTOMERS, self.plan), {"names": [f"Customer {n}"] if status == "ACTIVE" else []})
        return self.expect((CUSTOMER, "stale"), {"name": f"Customer {n}", "plans": {"nodes": [{"status": status}]}})

    def expect(self, query: Query, answer: Any) -> Query:
        self.seen[query] = answer
        return query

    def kinds(self) -> list[Callable[[httpx.AsyncClient, int], Awaitable[Query]]]:
        often = [self.metric, self.metric, self.metric, self.account, self.account]
        once = [self.annotation, self.by_hand, self.price, self.imported]
        return [*often, *often, *once, self.override, self.override]


def _sqlite(path: str, statement: str) -> None:
    with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
        connection.execute(statement)


async def test_other_process_sees_what_was_acknowledged(demo_url: str, tmp_path: Path) -> None:
    await _pairs(demo_url, tmp_path, PAIRS)


@pytest.mark.nightly
async def test_other_process_sees_what_was_acknowledged_many_times(demo_url: str, tmp_path: Path) -> None:
    await _pairs(demo_url, tmp_path, MANY)


async def stored(url: str, client: httpx.AsyncClient) -> UUID:
    """The plan's UUID, after a feature for overrides has been stored."""
    given = {"plans": [], "features": [{"key": FLAG, "type": "boolean"}]}
    database = open_database(url)
    await imports.import_catalogue(database, catalogue.read(json.dumps(given), DEMO_DAY), DEMO_DAY)
    await database.close()
    found = await ask(client, "query($k: String!) { plan(by: {key: $k}) { uuid } }", k=PLAN)
    return UUID(found["uuid"])


async def _pairs(url: str, folder: Path, count: int) -> None:
    random, stale = Random(1), []
    with two_servers(url, folder) as (one, other):
        async with client_of(one) as first, client_of(other) as second:
            writer = Writer(url, str(await stored(url, first)))
            for account in ACCOUNTS:
                await writer.account(first, ACCOUNTS.index(account))
            for n in range(count):
                writing, reading = random.sample([first, second], 2)
                written = await random.choice(writer.kinds())(writing, n)
                beside = random.choice(list(writer.seen))
                for text, key in (written, beside):
                    found = await asked(reading, text, key)
                    wanted = writer.seen[text, key]
                    if {name: found[name] for name in wanted} != wanted:
                        stale.append((n, key, found, wanted))
            kept = await hits(first) + await hits(second)
    assert stale == []
    assert kept > count // 10  # what was not written since was answered from the cache


async def test_many_writers_and_readers_at_once(demo_url: str, tmp_path: Path) -> None:
    """Everybody reads the same tables, each knows one account's value for sure and of the others' what was before."""
    count, accounts = 15, [f"at-once-{n}" for n in range(6)]
    known = dict.fromkeys(accounts, -1)
    with two_servers(demo_url, tmp_path) as (one, other):
        async with client_of(one) as first, client_of(other) as second:

            async def work(account: str) -> None:
                random = Random(account)
                for n in range(count):
                    writing, reading = random.sample([first, second], 2)
                    await write(writing, SET, key="m", value=n, accountKey=account)
                    known[account] = n
                    before = dict(known)
                    found = {m["accountKey"]: m["value"] for m in (await ask(reading, EVERY_METRIC, k="m"))["nodes"]}
                    assert found[account] == n
                    assert all(found.get(name, -1) >= value for name, value in before.items())

            await asyncio.gather(*(work(account) for account in accounts))
