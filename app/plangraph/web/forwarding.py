"""The server's side of forwarding: a task that delivers queued writes while the server runs, and what it measures."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from prometheus_client import Gauge

from plangraph.settings import Settings
from plangraph.store.engine import Database
from plangraph.store.tables import OutboxState
from plangraph.web.logs import Log
from plangraph.web.measures import Measures
from plangraph.web.viewers import Clock


def configured(chosen: Settings) -> bool:
    return bool(chosen.kickplan_base_url and chosen.kickplan_token)


@contextlib.asynccontextmanager
async def forwarding(
    chosen: Settings, database: Database, clock: Clock, measures: Measures, log: Log
) -> AsyncIterator[None]:
    """Nothing at all unless Kickplan's address and token are set."""
    if not chosen.kickplan_base_url or not chosen.kickplan_token:
        yield
        return
    from plangraph.services import outbox
    from plangraph.vendors.kickplan.client import Client

    gauge = Gauge("plangraph_outbox_entries", "Writes queued for Kickplan.", ["state"], registry=measures.registry)

    def counted(counts: dict[OutboxState, int]) -> None:
        for state, count in counts.items():
            gauge.labels(state.value).set(count)

    client = Client(chosen.kickplan_token.get_secret_value(), chosen.kickplan_base_url)

    async def run() -> None:
        while True:
            try:
                await outbox.forward(database, client, clock, counted)
            except Exception as error:
                log.error("forwarding failed; it goes on in a few seconds", exc_info=error)
                await asyncio.sleep(5)

    task = asyncio.create_task(run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await client.close()
