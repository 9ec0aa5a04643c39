"""Metric events added in bulk, and the current value of each metric kept as the latest of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.domain import ids
from plangraph.store import tables
from plangraph.store.queries.bulk import add_rows, rows_in, set_rows, table_of

WRITES = (tables.Metric, tables.MetricEvent)
Name = tuple[str, str]


class NewEvent(NamedTuple):
    """A value to add to an account's metric; `uid` makes adding it again harmless."""

    uid: UUID
    account_key: str
    metric_key: str
    value: int
    time: datetime
    idempotency_key: str | None = None


async def known_events(connection: AsyncConnection, uids: Iterable[UUID]) -> set[UUID]:
    event = table_of(tables.MetricEvent)
    return {row[0] for row in await rows_in(connection, [event.c.uid], event.c.uid, uids)}


async def idempotent_values(connection: AsyncConnection, accounts: Iterable[str]) -> dict[tuple[str, str, str], int]:
    """(account, metric, idempotency key) → the value that was stored under it."""
    event = table_of(tables.MetricEvent)
    columns = [event.c.account_key, event.c.metric_key, event.c.idempotency_key, event.c.value]
    found = await rows_in(connection, columns, event.c.account_key, accounts)
    return {(row[0], row[1], row[2]): row[3] for row in found if row[2] is not None}


async def add_events(connection: AsyncConnection, events: Sequence[NewEvent], now: datetime) -> None:
    """Stores events that are not there yet, in order, and lets each metric have the latest (ties: the last)."""
    if not events:
        return
    metric, event = table_of(tables.Metric), table_of(tables.MetricEvent)
    latest: dict[Name, NewEvent] = {}
    for e in events:
        name = (e.account_key, e.metric_key)
        if name not in latest or e.time >= latest[name].time:
            latest[name] = e
    accounts = {account for account, _ in latest}
    there = await _metrics(connection, accounts)
    fresh = [metric_row(e) for name, e in latest.items() if name not in there]
    await add_rows(connection, metric, fresh)
    numbers = {name: row[0] for name, row in (await _metrics(connection, accounts)).items()}
    await add_rows(connection, event, [event_row(e, numbers[e.account_key, e.metric_key], now) for e in events])
    stored = {
        row[0]: row[1]
        for row in await rows_in(connection, [event.c.uid, event.c.id], event.c.uid, [e.uid for e in latest.values()])
    }
    current = [
        {"id": numbers[name], "value": e.value, "time": e.time, "event_id": stored[e.uid]}
        for name, e in latest.items()
        if name not in there or e.time >= there[name][1]
    ]
    await set_rows(connection, metric, current)


async def _metrics(connection: AsyncConnection, accounts: Iterable[str]) -> dict[Name, tuple[int, datetime]]:
    metric = table_of(tables.Metric)
    columns = [metric.c.account_key, metric.c.key, metric.c.id, metric.c.time]
    return {(r[0], r[1]): (r[2], r[3]) for r in await rows_in(connection, columns, metric.c.account_key, accounts)}


def metric_row(event: NewEvent) -> dict[str, Any]:
    return {
        "gid": ids.global_id("Metric", event.account_key, event.metric_key),
        "account_key": event.account_key,
        "key": event.metric_key,
        "value": event.value,
        "time": event.time,
        "event_id": 0,
    }


def event_row(event: NewEvent, metric: int, now: datetime) -> dict[str, Any]:
    return {
        "gid": ids.global_id("MetricEvent", event.uid),
        "uid": event.uid,
        "metric_id": metric,
        "account_key": event.account_key,
        "metric_key": event.metric_key,
        "value": event.value,
        "time": event.time,
        "received_at": now,
        "idempotency_key": event.idempotency_key,
        "written_by": None,
    }
