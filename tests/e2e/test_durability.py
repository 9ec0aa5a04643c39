"""kill -9 and a database that restarts, in mid-write: whatever was acknowledged is there afterwards, once.

More of it by the environment: PLANGRAPH_TEST_KILLS rounds of PLANGRAPH_TEST_WRITES acknowledged writes each, and
PLANGRAPH_TEST_RESTARTS of PostgreSQL.
"""

import asyncio
import itertools
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import httpx

from plangraph.store.engine import open_database
from tests import databases
from tests.conftest import missing
from tests.graph.running import data
from tests.served import Served, serving

SET = "mutation($i: MetricSetInput!) { metricSet(input: $i) { outcome } }"
T = TypeVar("T")
KILLS = int(os.environ.get("PLANGRAPH_TEST_KILLS", "2"))
WRITES = int(os.environ.get("PLANGRAPH_TEST_WRITES", "50"))
RESTARTS = int(os.environ.get("PLANGRAPH_TEST_RESTARTS", "1"))
WRITERS = 12
STORED = ("APPLIED", "SUPERSEDED")
BACK = 5.0  # seconds from the database's start to the first write that is stored


async def test_acknowledged_writes_survive_a_kill(database_url: str, tmp_path: Path) -> None:
    acknowledged: list[str] = []

    for round_ in range(KILLS):
        await asyncio.to_thread(_write_until_killed, database_url, tmp_path, round_, acknowledged)

    stored = await _stored(database_url)
    print(f"{len(acknowledged)} acknowledged, {len(stored)} stored")
    assert len(acknowledged) >= KILLS * WRITES
    assert len(stored) == len(set(stored))
    assert set(acknowledged) - set(stored) == set()


async def test_end_under_load_keeps_what_was_acknowledged(database_url: str, tmp_path: Path) -> None:
    """Every request is answered whole until the door is closed."""
    with serving(database_url, tmp_path) as served:
        load = _Load(served)

        async def ended() -> float:
            await load.stored(WRITES)
            served.process.terminate()
            began = time.monotonic()
            await asyncio.to_thread(served.process.wait, 20)
            return time.monotonic() - began

        took = await load.run(ended)

    stored = await _stored(database_url)
    assert took <= 15
    assert (load.wrong, load.refused) == ([], 0)
    assert load.ended == ["ConnectError"] * WRITERS
    assert len(stored) == len(set(stored))
    assert set(stored) == set(load.acknowledged)


def test_database_restarts_under_load(tmp_path: Path) -> None:
    if databases.postgres_binaries() is None:
        missing("PostgreSQL")
    with databases.controlled_cluster(durable=True) as cluster:
        databases.create(cluster.url, "plans")
        url = f"{cluster.url}/plans"
        databases.migrate(url)
        with serving(url, tmp_path) as served:
            load = _Load(served)
            took = asyncio.run(load.run(lambda: _restarted(cluster, load)))
            log = served.log.read_text("utf-8")
        stored = asyncio.run(_stored(url))

    print(f"{len(load.acknowledged)} acknowledged, {load.refused} refused, back after {took} s")
    assert load.wrong == []
    assert load.refused > 0
    assert max(took) <= BACK
    assert len(stored) == len(set(stored))
    assert set(load.acknowledged) - set(stored) == set()
    assert "unforeseen failure" not in log


async def _restarted(cluster: databases.Cluster, load: "_Load") -> list[float]:
    """How long it took each time until a write that was sent after the start was stored."""
    took = []
    for _ in range(RESTARTS):
        await load.stored(WRITES)
        await asyncio.to_thread(cluster.stop)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(cluster.start)
        began = time.monotonic()
        await load.stored(1)
        took.append(round(time.monotonic() - began, 2))
    await load.stored(WRITES)
    return took


class _Load:
    """Writers that go on whatever they are answered; every write has a key of its own."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.acknowledged: list[str] = []
        self.refused = 0
        self.wrong: list[str] = []
        self.ended: list[str] = []
        self._number, self._more = itertools.count(), asyncio.Event()

    async def run(self, meanwhile: Callable[[], Awaitable[T]]) -> T:
        async with httpx.AsyncClient(
            base_url=self.served.url, headers=self.served.bearer(self.served.write), timeout=30
        ) as client:
            writers = [asyncio.create_task(self._writer(client)) for _ in range(WRITERS)]
            try:
                return await meanwhile()
            finally:
                await asyncio.sleep(0.2)
                for writer in writers:
                    writer.cancel()
                left = await asyncio.gather(*writers, return_exceptions=True)
                self.ended = [type(error).__name__ for error in left]

    async def stored(self, more: int) -> None:
        """Until so many writes more are acknowledged."""
        wanted = len(self.acknowledged) + more
        async with asyncio.timeout(60):
            while len(self.acknowledged) < wanted:
                self._more.clear()
                await self._more.wait()

    async def _writer(self, client: httpx.AsyncClient) -> None:
        while True:
            key = str(next(self._number))
            answer = await client.post("/graphql", json={"query": SET, "variables": {"i": _input(key)}})
            if answer.status_code == 503:
                self.refused += 1
                await asyncio.sleep(0.02)
            elif answer.status_code == 200 and answer.json()["data"]["metricSet"]["outcome"] in STORED:
                self.acknowledged.append(key)
                self._more.set()
            else:
                self.wrong.append(f"{answer.status_code} {answer.text}")


def _input(key: str) -> dict[str, object]:
    return {"key": "m", "value": 1, "accountKey": "a", "idempotencyKey": key}


async def _stored(url: str) -> list[str]:
    """The idempotency keys of the one metric's history."""
    database = open_database(url)
    stored: list[str] = []
    cursor = None
    while True:
        text = """query($c: String) { metrics { nodes { history(first: 100, after: $c) {
                  nodes { idempotencyKey } pageInfo { hasNextPage endCursor } } } } }"""
        page = (await data(database, text, {"c": cursor}))["metrics"]["nodes"][0]["history"]
        stored += [n["idempotencyKey"] for n in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    await database.close()
    return stored


def _write_until_killed(url: str, folder: Path, round_: int, acknowledged: list[str]) -> None:
    enough = asyncio.Event()
    wanted = len(acknowledged) + WRITES
    with serving(url, folder) as served:

        async def writer(client: httpx.AsyncClient, number: int) -> None:
            for n in itertools.count():
                key = f"{round_}-{number}-{n}"
                try:
                    answer = await client.post("/graphql", json={"query": SET, "variables": {"i": _input(key)}})
                except httpx.HTTPError:
                    return
                if answer.json().get("data"):
                    acknowledged.append(key)
                if len(acknowledged) >= wanted:
                    enough.set()

        async def run() -> None:
            async with httpx.AsyncClient(base_url=served.url, headers=served.bearer(served.write)) as client:
                writers = [asyncio.create_task(writer(client, n)) for n in range(WRITERS)]
                await asyncio.wait_for(enough.wait(), 120)
                served.process.kill()
                await asyncio.gather(*writers)

        asyncio.run(run())
