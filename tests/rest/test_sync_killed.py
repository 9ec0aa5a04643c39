"""`plangraph sync` as a process that is killed midway and started again, against a second server.

`PLANGRAPH_TEST_SYNC=200,20000,3` makes it 200 plans, 20,000 customers and three kills.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text

from plangraph.services.generate import Sizes, generate
from plangraph.store.engine import open_database
from plangraph.store.migrations import upgrade
from tests.rest.sites import shown_by
from tests.served import Served, environment_for, serving

PLANS, CUSTOMERS, KILLS = map(int, os.environ.get("PLANGRAPH_TEST_SYNC", "12,60,1").split(","))
PATIENCE = 120 + PLANS * 6


def test_killed_and_started_again(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    vendor_url = f"sqlite:///{tmp_path / 'vendor.db'}"
    _in_loop(_filled(vendor_url))
    with serving(vendor_url, tmp_path / "vendor") as vendor:
        environment = environment_for(
            database_url,
            {
                "PLANGRAPH_METRONOME_BASE_URL": vendor.url,
                "PLANGRAPH_METRONOME_TOKEN": vendor.read,
                "PLANGRAPH_METRONOME_REQUESTS_PER_SECOND": "1000",
            },
        )
        command = [sys.executable, "-m", "plangraph", "sync", "metronome", "--json"]
        for kill in range(KILLS):
            _killed(command, environment, database_url, PLANS * (kill + 1) // (KILLS + 1))

        done = _synced(command, environment)
        again = _synced(command, environment)
        theirs = _in_loop(_shown(vendor))
    with serving(database_url, tmp_path) as here:
        ours = _in_loop(_shown(here))

    assert done["plans_resumed"] >= PLANS * KILLS // (KILLS + 1)
    assert (done["skipped"], done["failed"]) == ([], [])
    changes = {name: found for name, found in again.items() if found and name not in ("plans_seen", "plans_resumed")}
    assert (again["plans_seen"], changes) == (PLANS, {})
    assert ours.keys() == theirs.keys()
    assert len(theirs) == PLANS
    for plan, shown in theirs.items():
        assert ours[plan] == shown


async def _filled(url: str) -> None:
    database = open_database(url)
    await upgrade(database)
    sizes = Sizes(plans=PLANS, customers=CUSTOMERS, customer_plans=5 * CUSTOMERS, accounts=0)
    await generate(database, sizes, 1, datetime.now(UTC), lambda *_: None)
    await database.close()


async def _shown(served: Served) -> Any:
    async with httpx.AsyncClient(base_url=served.url, headers=served.bearer(), timeout=60) as http:
        return await shown_by(http)


def _killed(command: list[str], environment: dict[str, str], url: str, plans: int) -> None:
    """With SIGKILL, once so many plans are stored."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    while _in_loop(_stored(url)) < plans and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL, "it was done before it could be killed"


async def _stored(url: str) -> int:
    database = open_database(url)
    try:
        return int((await database.rows(text("select count(*) from plan")))[0][0])
    finally:
        await database.close()


def _synced(command: list[str], environment: dict[str, str]) -> Any:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout)


def _in_loop(work: Any) -> Any:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
