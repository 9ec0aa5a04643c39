"""kill -9 in mid-write: whatever was acknowledged is there afterwards, once."""

import asyncio
import os
import signal
from pathlib import Path

import httpx

from plangraph.store.engine import open_database
from tests.graph.running import data
from tests.served import serving

SET = "mutation($i: MetricSetInput!) { metricSet(input: $i) { outcome } }"
ROUNDS, WRITERS = 3, 12


async def test_acknowledged_writes_survive_a_kill(database_url: str, tmp_path: Path) -> None:
    acknowledged: list[str] = []

    for round_ in range(ROUNDS):
        await asyncio.to_thread(_write_until_killed, database_url, tmp_path, round_, acknowledged)

    database = open_database(database_url)
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
    assert len(acknowledged) > ROUNDS * WRITERS
    assert len(stored) == len(set(stored))
    assert set(acknowledged) - set(stored) == set()


def _write_until_killed(url: str, folder: Path, round_: int, acknowledged: list[str]) -> None:
    enough = asyncio.Event()
    with serving(url, folder) as served:

        async def writer(client: httpx.AsyncClient, number: int) -> None:
            for n in range(1_000):
                key = f"{round_}-{number}-{n}"
                given = {"key": "m", "value": n, "accountKey": "a", "idempotencyKey": key}
                try:
                    answer = await client.post("/graphql", json={"query": SET, "variables": {"i": given}})
                except httpx.HTTPError:
                    return
                if answer.json().get("data"):
                    acknowledged.append(key)
                if len(acknowledged) > (round_ + 1) * 3 * WRITERS:
                    enough.set()

        async def run() -> None:
            async with httpx.AsyncClient(base_url=served.url, headers=served.bearer(served.write)) as client:
                writers = [asyncio.create_task(writer(client, n)) for n in range(WRITERS)]
                await asyncio.wait_for(enough.wait(), 60)
                os.kill(served.process.pid, signal.SIGKILL)
                await asyncio.gather(*writers)

        asyncio.run(run())
