"""One metric value stored: the metric's row is locked, so values of one metric follow each other.

The statements are made once, since making them took longer than running them.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from plangraph.store import tables
from plangraph.store.queries.bulk import insert_for, table_of
from plangraph.store.queries.metrics import NewEvent, event_row, metric_row

_METRIC, _EVENT = table_of(tables.Metric), table_of(tables.MetricEvent)


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
    row = {**event_row(event, number, now), "written_by": written_by}
    stored = (await connection.execute(_add(connection.dialect.name, _EVENT.name), row)).scalar()
    if stored is None:
        told = await _told_before(connection, event)
        assert told is not None  # noqa: S101 (the index has just refused the key, so the event that has it is there)
        return told
    if current is not None and event.time < current:
        return Stored(Outcome.SUPERSEDED, event.uid)
    values = {"number": number, "new_value": event.value, "new_time": event.time, "new_event": stored}
    await connection.execute(_MOVE, values)
    return Stored(Outcome.APPLIED, event.uid)


async def change(connection: AsyncConnection, event: NewEvent, now: datetime, written_by: str) -> NewEvent | None:
    """Adds the event's value to the current one, from `event.time` on or, if that is later, the current value's time.

    Answers the event as it was stored; None when the sum does not fit in 64 bits.
    """
    number, time = await _lock_or_create(connection, replace(event, value=0))
    base = 0
    if time is not None:
        base = (await connection.execute(select(_METRIC.c.value).where(_METRIC.c.id == number))).scalar_one()
    total = base + event.value
    if not -(1 << 63) <= total < 1 << 63:
        return None
    summed = replace(event, value=total, time=max(event.time, time or event.time))
    await store(connection, summed, now, written_by)
    return summed


async def _lock_or_create(connection: AsyncConnection, event: NewEvent) -> tuple[int, datetime | None]:
    """The metric's number and the time of its current value, None when it has just been made."""
    name = {"account": event.account_key, "metric": event.metric_key}
    while True:
        row = (await connection.execute(_LOCK, name)).first()
        if row is not None:
            return row[0], row[1]
        number = (await connection.execute(_add(connection.dialect.name, _METRIC.name), metric_row(event))).scalar()
        if number is not None:
            return number, None


async def _told_before(connection: AsyncConnection, event: NewEvent) -> Stored | None:
    if event.idempotency_key is None:
        return None
    name = {"account": event.account_key, "metric": event.metric_key, "told": event.idempotency_key}
    row = (await connection.execute(_TOLD, name)).first()
    if row is None:
        return None
    return Stored(Outcome.REPLAYED, row[0]) if row[1] == event.value else Stored(Outcome.CONFLICT, None)


def _bind(name: str, column: Any) -> Any:
    return bindparam(name, type_=column.type, required=True)


_LOCK = (
    select(_METRIC.c.id, _METRIC.c.time)
    .where(
        _METRIC.c.account_key == _bind("account", _METRIC.c.account_key),
        _METRIC.c.key == _bind("metric", _METRIC.c.key),
    )
    .with_for_update()
)
_TOLD = select(_EVENT.c.uid, _EVENT.c.value).where(
    _EVENT.c.account_key == _bind("account", _EVENT.c.account_key),
    _EVENT.c.metric_key == _bind("metric", _EVENT.c.metric_key),
    _EVENT.c.idempotency_key == _bind("told", _EVENT.c.idempotency_key),
)
_MOVE = (
    update(_METRIC)
    .where(_METRIC.c.id == _bind("number", _METRIC.c.id))
    .values(
        value=_bind("new_value", _METRIC.c.value),
        time=_bind("new_time", _METRIC.c.time),
        event_id=_bind("new_event", _METRIC.c.event_id),
    )
)


@cache
def _add(dialect: str, table: str) -> Executable:
    """Adds a row unless its unique key is there; answers its number, or nothing."""
    target, unique = {
        _METRIC.name: (_METRIC, ["account_key", "key"]),
        _EVENT.name: (_EVENT, ["account_key", "metric_key", "idempotency_key"]),
    }[table]
    added = insert_for(dialect, target).on_conflict_do_nothing(index_elements=unique)
    statement: Executable = added.returning(target.c.id)
    return statement
