import asyncio
from collections.abc import AsyncIterator

import pytest

from plangraph.store.engine import Database
from plangraph.store.open import open_reads
from tests.graph import rows
from tests.graph.executor.both import Both


@pytest.fixture
async def both(database: Database) -> AsyncIterator[Both]:
    await rows.fill(database)
    reads = open_reads(database)
    yield Both(database, reads)
    # The reference leaves reads behind that nobody waits for once a field beside them has failed.
    left = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*left, return_exceptions=True)
    await reads.close()
