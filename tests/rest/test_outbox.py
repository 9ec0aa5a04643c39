"""Forwarding to another PlanGraph: queued with the write, delivered in order and once, and dead letters sent again."""

import os
import shutil
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from plangraph.domain.viewer import Scope
from plangraph.services import outbox
from plangraph.store.engine import open_database
from plangraph.store.queries import outbox as queue
from plangraph.store.tables import OutboxState
from plangraph.vendors.kickplan.client import Client
from tests.price_lists import plan_json
from tests.rest.conftest import Rest
from tests.rest.sites import Site, opened
from tests.served import Served, serving

FORWARDED = int(os.environ.get("PLANGRAPH_TEST_FORWARDED", "120"))
"""Metrics for the vendor that fails a third of the time; 10,000 take a while."""
HISTORY = """{ metrics(first: 10) { nodes { accountKey key value history(first: 50) {
  nodes { value idempotencyKey } } } } accounts { nodes { key name plans { key } } } }"""


@pytest.fixture
async def vendor(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Site]:
    path = tmp_path / "vendor.db"
    shutil.copy(sqlite_template, path)
    async with opened(open_database(f"sqlite:///{path}")) as site:
        await site.load(
            plans=[{"plan": plan_json(name="Pro"), "annotations": {"key": "pro"}}],
            features=[{"key": "sso", "type": "boolean"}],
        )
        yield site


@pytest.fixture
async def gateway(rest: Rest) -> Rest:
    rest.database.forwarding = True
    return rest


@pytest.fixture
async def client(vendor: Site) -> AsyncIterator[Client]:
    made = Client(vendor.token, "http://vendor/", transport=vendor.wire)
    yield made
    await made.close()


async def drained(rest: Rest, client: Client, rounds: int = 200) -> None:
    """Delivers until nothing waits; the clock jumps over every pause."""
    for _ in range(rounds):
        if not (await queue.counts(rest.database))[OutboxState.PENDING]:
            return
        await outbox.deliver(rest.database, client, rest.clock)
        rest.clock.advance(minutes=10)
    raise AssertionError("something still waits")


async def shown(vendor: Site) -> Any:
    headers = {"Authorization": f"Bearer {vendor.token}"}
    transport = httpx.ASGITransport(vendor.wire.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://vendor", headers=headers) as http:
        return (await http.post("/graphql", json={"query": HISTORY})).json()["data"]


async def write(rest: Rest, path: str, body: Mapping[str, Any], method: str = "POST") -> None:
    answer = await rest.http.request(method, path, json=body)
    assert answer.status_code in (200, 202), answer.text


async def test_writes_arrive(gateway: Rest, vendor: Site, client: Client) -> None:
    account = {
        "key": "acme",
        "name": "Acme",
        "custom_fields": {"n": 1.5, "gone": None},
        "account_plans": [{"plan_key": "pro"}],
        "feature_overrides": [
            {"feature_key": "sso", "variant_key": "true", "expires_at": "2030-01-01T00:00:00Z"},
            {"feature_key": "sso", "override": "default_off"},
        ],
    }
    await write(gateway, "/api/accounts", account)
    await write(
        gateway, "/api/metrics/set", {"key": "seats", "value": 5, "account_key": "acme", "idempotency_key": "k"}
    )
    await write(gateway, "/api/metrics/seats/increment", {"context": {"account_key": "acme"}, "value": 2})
    await write(gateway, "/api/accounts/acme", {"name": "Acme Inc"}, "PUT")

    await drained(gateway, client)

    found = await shown(vendor)
    assert found["accounts"]["nodes"] == [{"key": "acme", "name": "Acme Inc", "plans": [{"key": "pro"}]}]
    (metric,) = found["metrics"]["nodes"]
    assert metric["value"] == 7
    assert [event["value"] for event in metric["history"]["nodes"]] == [7, 5]
    assert metric["history"]["nodes"][1]["idempotencyKey"] == "k"
    assert vendor.wire.asked == ["POST /api/accounts", *["POST /api/metrics/set"] * 2, "POST /api/accounts"]


async def test_mutations_are_forwarded_too(gateway: Rest, vendor: Site, client: Client) -> None:
    mutation = """mutation { accountUpsert(input: {key: "acme", name: "A"}) { created }
      metricSet(input: {key: "seats", value: 3, accountKey: "acme"}) { outcome } }"""
    await gateway.http.post("/graphql", json={"query": mutation})

    await drained(gateway, client)

    found = await shown(vendor)
    assert (found["accounts"]["nodes"][0]["name"], found["metrics"]["nodes"][0]["value"]) == ("A", 3)


async def test_nothing_is_queued_for_a_refused_or_repeated_write(gateway: Rest) -> None:
    sample = {"key": "seats", "value": 5, "account_key": "acme", "idempotency_key": "k"}
    await write(gateway, "/api/metrics/set", sample)
    await write(gateway, "/api/metrics/set", sample)

    await gateway.http.post("/api/metrics/set", json={**sample, "value": 6})
    await gateway.http.post("/api/accounts", json={"key": ""})
    await gateway.http.put("/api/accounts/nobody", json={})

    assert (await queue.counts(gateway.database))[OutboxState.PENDING] == 1


async def test_nothing_is_queued_unless_forwarding_is_on(rest: Rest) -> None:
    await write(rest, "/api/accounts", {"key": "acme"})

    assert await queue.entries(rest.database, None, 10) == []


async def test_dead_letter_is_sent_again(gateway: Rest, vendor: Site, client: Client) -> None:
    """A plan that only the vendor knows is accepted; the vendor decides, and later writes are not held up."""
    await write(gateway, "/api/accounts", {"key": "acme", "account_plans": [{"plan_key": "secret"}]})
    await write(gateway, "/api/metrics/set", {"key": "seats", "value": 5, "account_key": "acme"})

    await drained(gateway, client)
    (dead,) = await queue.entries(gateway.database, OutboxState.DEAD, 10)
    assert "account_plans.0.plan_key" in (dead.last_error or "")
    assert (await shown(vendor))["metrics"]["nodes"][0]["value"] == 5

    await vendor.load(plans=[{"plan": plan_json(name="Secret"), "annotations": {"key": "secret"}}])
    assert await outbox.retry(gateway.database, [str(dead.uuid)], gateway.clock()) == 1
    await drained(gateway, client)

    assert (await shown(vendor))["accounts"]["nodes"][0]["plans"] == [{"key": "secret"}]
    assert (await queue.counts(gateway.database))[OutboxState.DEAD] == 0


async def test_vendor_that_fails_a_third_of_the_time(gateway: Rest, vendor: Site, client: Client) -> None:
    chance = Random(7)

    def fault(_: httpx.Request) -> httpx.Response | None:
        match chance.randrange(12):
            case 0:
                return httpx.Response(500)
            case 1:
                return httpx.Response(429, headers={"retry-after": "7"})
            case 2:
                raise httpx.ConnectError("away")
            case 3:
                raise httpx.ReadTimeout("slow")
        return None

    for n in range(FORWARDED):
        sample = {"key": "seats", "value": n, "account_key": f"account{n % 4}"}
        await write(gateway, "/api/metrics/set", sample)
        gateway.clock.advance(seconds=1)
    vendor.wire.fault = fault
    await drained(gateway, client, FORWARDED)

    found = await vendor.database.rows(text("select account_key, value from metric_event order by id"))
    assert len(vendor.wire.asked) > 1.1 * FORWARDED
    for n in range(4):
        arrived = [value for account, value in found if account == f"account{n}"]
        assert arrived == list(range(n, FORWARDED, 4))


async def test_answer_that_was_lost_is_asked_for_again_and_stored_once(gateway: Rest, vendor: Site) -> None:
    class Lossy(httpx.AsyncBaseTransport):
        lost = 0

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            answer = await vendor.wire.handle_async_request(request)
            if not self.lost:
                self.lost += 1
                raise httpx.ReadError("cut")
            return answer

    lossy = Client(vendor.token, "http://vendor", transport=Lossy())
    await write(gateway, "/api/metrics/set", {"key": "seats", "value": 5, "account_key": "acme"})
    await drained(gateway, lossy)
    await lossy.close()

    assert len(vendor.wire.asked) == 2
    assert len((await shown(vendor))["metrics"]["nodes"][0]["history"]["nodes"]) == 1


async def test_gives_up_after_many_attempts(gateway: Rest, vendor: Site, client: Client) -> None:
    vendor.wire.fault = lambda _: httpx.Response(503)
    await write(gateway, "/api/accounts", {"key": "acme"})

    await drained(gateway, client)

    (dead,) = await queue.entries(gateway.database, None, 10)
    assert (dead.state, dead.attempts, len(vendor.wire.asked)) == (OutboxState.DEAD, outbox.ATTEMPTS, outbox.ATTEMPTS)


async def test_waits_as_long_as_the_vendor_says(gateway: Rest, vendor: Site, client: Client) -> None:
    vendor.wire.fault = lambda _: httpx.Response(429, headers={"retry-after": "120"})
    await write(gateway, "/api/accounts", {"key": "acme"})
    await outbox.deliver(gateway.database, client, gateway.clock)

    gateway.clock.advance(seconds=119)
    early = await outbox.deliver(gateway.database, client, gateway.clock)
    gateway.clock.advance(seconds=1)
    due = await outbox.deliver(gateway.database, client, gateway.clock)

    assert (early, due, len(vendor.wire.asked)) == (False, True, 2)


def test_pauses_grow_to_a_limit() -> None:
    assert [outbox.pause(n, lambda: 1.0) for n in (0, 1, 2, 8, 9, 50)] == [1, 2, 4, 256, 300, 300]
    assert [outbox.pause(n, lambda: 0.0) for n in (0, 9)] == [0.5, 150]


async def test_one_process_delivers(gateway: Rest) -> None:
    now = gateway.clock()
    async with gateway.database.transaction() as connection:
        first = await queue.take(connection, "a:1", now, now + outbox.LEASE)
        second = await queue.take(connection, "b:2", now, now + outbox.LEASE)
        later = now + outbox.LEASE
        third = await queue.take(connection, "b:2", later, later + outbox.LEASE)

    assert (first, second, third) == (None, "a:1", None)


QUERY = """{ outbox(state: PENDING) { totalCount nodes { accountKey kind state body attempts } }
  syncs { nodes { state } } }"""


async def test_graph_shows_the_outbox_to_administrators(gateway: Rest) -> None:
    await write(gateway, "/api/accounts", {"key": "acme", "name": "Acme"})

    found = await gateway.http.post("/graphql", json={"query": QUERY})
    refused = await gateway.http.post("/graphql", json={"query": QUERY}, headers=await gateway.key(Scope.WRITE))

    assert found.json()["data"] == {
        "outbox": {
            "totalCount": 1,
            "nodes": [
                {
                    "accountKey": "acme",
                    "kind": "ACCOUNT",
                    "state": "PENDING",
                    "body": {"key": "acme", "name": "Acme"},
                    "attempts": 0,
                }
            ],
        },
        "syncs": {"nodes": []},
    }
    assert [e["extensions"]["code"] for e in refused.json()["errors"]] == ["FORBIDDEN", "FORBIDDEN"]


def test_server_forwards_by_itself(database_url: str, sqlite_template: Path, tmp_path: Path) -> None:
    """Two real servers: what one is told, the other has soon."""
    shutil.copy(sqlite_template, tmp_path / "vendor.db")
    for name in ("vendor", "gateway"):
        (tmp_path / name).mkdir()
    with serving(f"sqlite:///{tmp_path / 'vendor.db'}", tmp_path / "vendor") as vendor:
        environment = {"PLANGRAPH_KICKPLAN_BASE_URL": vendor.url, "PLANGRAPH_KICKPLAN_TOKEN": vendor.write}
        with serving(database_url, tmp_path / "gateway", environment=environment) as gateway:
            for n in range(20):
                body = {"key": "seats", "value": n, "account_key": "acme"}
                headers = gateway.bearer(gateway.write)
                assert httpx.post(f"{gateway.url}/api/metrics/set", json=body, headers=headers).status_code == 202
            metrics = _until_delivered(gateway)
        query = {"query": "{ metrics { nodes { value history(first: 100) { totalCount } } } }"}
        found = httpx.post(f"{vendor.url}/graphql", json=query, headers=vendor.bearer()).json()["data"]

    assert 'plangraph_outbox_entries{state="delivered"} 20.0' in metrics
    assert found["metrics"]["nodes"] == [{"value": 19, "history": {"totalCount": 20}}]


def _until_delivered(gateway: Served) -> str:
    """The gateway's measures once nothing waits any more."""
    text = ""
    for _ in range(300):
        text = httpx.get(f"{gateway.url}/metrics", headers=gateway.bearer()).text
        if 'state="pending"} 0.0' in text and 'state="delivered"} 20.0' in text:
            break
        time.sleep(0.1)
    return text
