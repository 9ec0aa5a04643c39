"""A writer killed in mid-write: nothing acknowledged is lost, nothing is there twice."""

import asyncio
import subprocess
import sys
import threading
from collections import Counter

from plangraph.store.engine import open_database
from tests.store.contents import rows

ROUNDS = 2
WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from plangraph.domain.viewer import Scope, Viewer
from plangraph.services.metrics import set_metric
from plangraph.store.engine import open_database

async def write(database, name):
    viewer = Viewer("pg_test", Scope.WRITE)
    for n in range(1_000_000):
        key, now = f"{name}-{n}", datetime.now(UTC)
        await set_metric(database, viewer, key="m", value=n, account_key=name, idempotency_key=key, now=now)
        print(key, flush=True)

async def main():
    database = open_database(sys.argv[1])
    await asyncio.gather(*(write(database, f"{sys.argv[2]}-{w}") for w in range(12)))

asyncio.run(main())
"""


def acknowledged(url: str, name: str) -> list[str]:
    """The keys that a writer was told are stored before it was killed."""
    child = subprocess.Popen([sys.executable, "-c", WRITER, url, name], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [child.stdout.readline().strip()]
    threading.Timer(0.7, child.kill).start()
    told += [line.strip() for line in child.stdout if line.endswith("\n")]
    child.wait()
    child.stdout.close()
    return told


async def test_killed_writers_lose_nothing(database_url: str) -> None:
    told = []
    for number in range(ROUNDS):
        told += await asyncio.to_thread(acknowledged, database_url, f"round{number}")

    database = open_database(database_url)
    events = await rows(database, "metric_event", "idempotency_key", "account_key", "time", "id", "value")
    metrics = await rows(database, "metric", "account_key", "time", "event_id", "value")
    await database.close()

    stored = Counter(event[0] for event in events)
    assert len(told) > ROUNDS
    assert set(told) <= set(stored)
    assert set(stored.values()) == {1}
    rebuilt = {account: max(e[2:] for e in events if e[1] == account) for account in {e[1] for e in events}}
    assert {metric[0]: metric[1:] for metric in metrics} == rebuilt
