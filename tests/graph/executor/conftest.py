from collections.abc import AsyncIterator

import pytest

from plangraph.store.engine import Database
from plangraph.store.run import open_reads
from tests.graph import rows
from tests.graph.executor.both import Both


@pytest.fixture
async def both(database: Database) -> AsyncIterator[Both]:
    await rows.fill(database)
    reads = open_reads(database)
    yield Both(database, reads)
    await reads.close()
