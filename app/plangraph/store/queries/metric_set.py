"""One metric value stored: the metric's row is locked, so values of one metric follow each other."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.store import tables
from plangraph.store.queries.bulk import insert_new, table_of
from plangraph.store.queries.metrics import NewEvent, event_row, metric_row


class Outcome(Enum):
    """APPLIED: current now. SUPERSEDED: stored, but a later time is current. Nothing is stored by the other two."""

    APPLIED = "APPLIED"
    REPLAYED = "REPLAYED"
    CONFLICT = "CONFLICT"
    SUPERSEDED = "SUPERSEDED"


@dataclass(frozen=True, slots=True)
class Stored:
    """`event`: the event that was stored now or, for a replay, then."""

    outcome: Outcome
    event: UUID | None


async def store(connection: AsyncConnection, event: NewEvent, now: datetime, written_by: str) -> Stored:
    """Equal times: the later stored is current. The unique index decides what an idempotency key means."""
    number, current = await _lock_or_create(connection, event)
    told = await _told_before(connection, event)
    if told is not None:
        return told
    events = table_of(tables.MetricEvent)
    row = {**event_row(event, number, now), "written_by": written_by}
    statement = (
        insert_new(connection, events)
        .values(**row)
        .on_conflict_do_nothing(index_elements=["account_key", "metric_key", "idempotency_key"])
        .returning(events.c.id)
    )
    stored = (await connection.execute(statement)).scalar()
    if stored is None:
        told = await _told_before(connection, event)
        assert told is not None  # noqa: S101 (the index has just refused the key, so the event that has it is there)
        return told
    if current is not None and event.time < current:
        return Stored(Outcome.SUPERSEDED, event.uid)
    metric = table_of(tables.Metric)
    values = {"value": event.value, "time": event.time, "event_id": stored}
    await connection.execute(update(metric).where(metric.c.id == number).values(**values))
    return Stored(Outcome.APPLIED, event.uid)


async def change(connection: AsyncConnection, event: NewEvent, now: datetime, written_by: str) -> Stored | None:
    """Adds the event's value to the current one, from `event.time` on or, if that is later, the current value's time.

    None when the sum does not fit in 64 bits.
    """
    number, time = await _lock_or_create(connection, replace(event, value=0))
    metric = table_of(tables.Metric)
    base = 0
    if time is not None:
        base = (await connection.execute(select(metric.c.value).where(metric.c.id == number))).scalar_one()
    total = base + event.value
    if not -(1 << 63) <= total < 1 << 63:
        return None
    return await store(
        connection, replace(event, value=total, time=max(event.time, time or event.time)), now, written_by
    )


async def _lock_or_create(connection: AsyncConnection, event: NewEvent) -> tuple[int, datetime | None]:
    """The metric's number and the time of its current value, None when it has just been made."""
    metric = table_of(tables.Metric)
    name = (metric.c.account_key == event.account_key, metric.c.key == event.metric_key)
    locked = select(metric.c.id, metric.c.time).where(*name).with_for_update()
    while True:
        row = (await connection.execute(locked)).first()
        if row is not None:
            return row[0], row[1]
        statement = (
            insert_new(connection, metric)
            .values(**metric_row(event))
            .on_conflict_do_nothing(index_elements=["account_key", "key"])
            .returning(metric.c.id)
        )
        number = (await connection.execute(statement)).scalar()
        if number is not None:
            return number, None


async def _told_before(connection: AsyncConnection, event: NewEvent) -> Stored | None:
    if event.idempotency_key is None:
        return None
    events = table_of(tables.MetricEvent)
    statement = select(events.c.uid, events.c.value).where(
        events.c.account_key == event.account_key,
        events.c.metric_key == event.metric_key,
        events.c.idempotency_key == event.idempotency_key,
    )
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    return Stored(Outcome.REPLAYED, row[0]) if row[1] == event.value else Stored(Outcome.CONFLICT, None)
