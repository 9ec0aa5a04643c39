"""One metric value stored: the metric's row is locked, so values of one metric follow each other.

PostgreSQL does it in one statement, which sees the rows of one moment. Where it lost a race (another request made the
metric, or stored the idempotency key, just now) it stores nothing, and is sent again for a second look.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from plangraph.domain import ids, times
from plangraph.store.engine import Database
from plangraph.store.group import Run
from plangraph.store.queries.metrics import NewEvent
from plangraph.store.types import storable
from plangraph.store.write import Fetch, write_quickly

Queue = Callable[[NewEvent], Mapping[str, Any]]
"""The outbox entry of an event, column by column."""


class Outcome(Enum):
    """APPLIED: current now. SUPERSEDED: stored, but a later time is current. Nothing is stored by the other two."""

    APPLIED = "APPLIED"
    REPLAYED = "REPLAYED"
    CONFLICT = "CONFLICT"
    SUPERSEDED = "SUPERSEDED"


class Current(NamedTuple):
    value: int
    time: datetime


class Event(NamedTuple):
    uid: UUID
    value: int
    time: datetime
    received_at: datetime


class Stored(NamedTuple):
    """`event`: what was stored now or, for a replay, then. `current`: what is in force afterwards."""

    outcome: Outcome
    event: Event | None
    current: Current


async def store(database: Database, event: NewEvent, now: datetime, written_by: str, queue: Queue | None) -> Stored:
    """Equal times: the later stored is current. The unique index decides what an idempotency key means.

    `queue`: an outbox entry goes with what is stored.
    """
    time = storable(event.time)
    event = event if time is event.time else event._replace(time=time)

    async def postgres(fetch: Fetch) -> Stored:
        while True:
            found = await _store_postgres(fetch, event, now, written_by, queue)
            if found is not None:
                return found

    sqlite = partial(_store_sqlite, event=event, now=now, written_by=written_by, queue=queue)
    return await write_quickly(database, postgres, sqlite)


async def change(
    database: Database, event: NewEvent, now: datetime, written_by: str, queue: Queue | None
) -> NewEvent | None:
    """Adds the event's value to the current one, from `event.time` on or, if that is later, the current value's time.

    Answers the event as it was stored; None when the sum does not fit in 64 bits.
    """
    name = (event.account_key, event.metric_key)

    async def postgres(fetch: Fetch) -> NewEvent | None:
        while (held := await fetch(_HOLD, *name)) is None:
            await fetch(_MAKE, ids.global_id("Metric", *name), *name, event.time)
        summed = _summed(event, Current(*held))
        if summed is not None:
            await _store_postgres(fetch, summed, now, written_by, queue)
        return summed

    def sqlite(run: Run) -> NewEvent | None:
        held = run(_HELD, {"account_key": name[0], "metric_key": name[1]}).fetchone()
        summed = _summed(event, None if held is None else Current(held[1], datetime.fromisoformat(held[2])))
        if summed is not None:
            _store_sqlite(run, summed, now, written_by, queue)
        return summed

    return await write_quickly(database, postgres, sqlite, several=True)


def _summed(event: NewEvent, current: Current | None) -> NewEvent | None:
    if current is None:
        return event
    total = current.value + event.value
    return event._replace(value=total, time=max(event.time, current.time)) if -(1 << 63) <= total < 1 << 63 else None


def _told(event: NewEvent, told: Event, current: Current) -> Stored:
    """What an idempotency key that was used before means; neither time nor writer is compared."""
    same = told.value == event.value
    return Stored(Outcome.REPLAYED, told, current) if same else Stored(Outcome.CONFLICT, None, current)


def _done(event: NewEvent, now: datetime, before: Current | None) -> Stored:
    stored = Event(event.uid, event.value, event.time, now)
    if before is not None and event.time < before.time:
        return Stored(Outcome.SUPERSEDED, stored, before)
    return Stored(Outcome.APPLIED, stored, Current(event.value, event.time))


async def _store_postgres(
    fetch: Fetch, event: NewEvent, now: datetime, written_by: str, queue: Queue | None
) -> Stored | None:
    """None when a race was lost and nothing is stored."""
    values = _values(event, now, written_by)
    text, names = _SET
    if queue:
        values |= {name: _plain(value) for name, value in queue(event).items()}
        text, names = _SET_AND_QUEUE
    stored, value, time, *told = await fetch(text, *[values[name] for name in names])
    if told[0] is not None:
        return _told(event, Event(*told), Current(value, time))
    return _done(event, now, None if time is None else Current(value, time)) if stored else None


def _store_sqlite(run: Run, event: NewEvent, now: datetime, written_by: str, queue: Queue | None) -> Stored:
    row = _texts(_values(event, now, written_by))
    held = run(_HELD, row).fetchone()
    before = None if held is None else Current(held[1], datetime.fromisoformat(held[2]))
    if event.idempotency_key is not None and before is not None:
        told = run(_TOLD, row).fetchone()
        if told is not None:
            uid, value, *instants = told
            return _told(event, Event(UUID(uid), value, *map(datetime.fromisoformat, instants)), before)
    row["metric_id"] = run(_ADD_METRIC, row).lastrowid if held is None else held[0]
    row["event_id"] = run(_ADD_EVENT, row).lastrowid
    done = _done(event, now, before)
    if done.outcome is Outcome.APPLIED:
        run(_MOVE, row)
    if queue:
        run(_QUEUE, _texts(queue(event)))
    return done


def _values(event: NewEvent, now: datetime, written_by: str) -> dict[str, Any]:
    return {
        "metric_gid": ids.global_id("Metric", event.account_key, event.metric_key),
        "event_gid": ids.global_id("MetricEvent", event.uid),
        "uid": event.uid,
        "account_key": event.account_key,
        "metric_key": event.metric_key,
        "value": event.value,
        "time": event.time,
        "received_at": now,
        "idempotency_key": event.idempotency_key,
        "written_by": written_by,
    }


def _texts(values: Mapping[str, Any]) -> dict[str, Any]:
    """As SQLite stores them."""
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> Any:
    match value:
        case datetime():
            return times.long_form(value)
        case UUID():
            return str(value)
    return _plain(value)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


_TOLD = """
select uid, value, time, received_at from metric_event
where account_key = :account_key and metric_key = :metric_key and idempotency_key = :idempotency_key"""
_HELD = "select id, value, time from metric where account_key = :account_key and key = :metric_key"
_ADD_METRIC = """
insert into metric (gid, account_key, key, value, time, event_id)
values (:metric_gid, :account_key, :metric_key, :value, :time, 0)"""
_ADD_EVENT = """
insert into metric_event
  (gid, uid, metric_id, account_key, metric_key, value, time, received_at, idempotency_key, written_by)
values (:event_gid, :uid, :metric_id, :account_key, :metric_key, :value, :time, :received_at, :idempotency_key,
  :written_by)"""
_MOVE = "update metric set value = :value, time = :time, event_id = :event_id where id = :metric_id"
_QUEUE = """
insert into outbox_entry (uuid, account_key, kind, body, state, attempts, next_attempt_at, inserted_at)
values (:uuid, :account_key, :kind, :body, :state, :attempts, :next_attempt_at, :inserted_at)"""

_HOLD = "select value, time from metric where account_key = $1 and key = $2 for update"
_MAKE = """
insert into metric (gid, account_key, key, value, time, event_id) values ($1, $2, $3, 0, $4, 0)
on conflict do nothing"""
# A new metric conflicts by its keys and by its global id, so that no one index is named: another would fail.
# The event's number is drawn once the metric is locked, so that of equal times the later stored has the higher one.
_SET_TEXT = """
with told as (
  select uid, value, time, received_at from metric_event
  where account_key = :account_key::text and metric_key = :metric_key::text
    and idempotency_key = :idempotency_key::text
), held as (
  select id, value, time from metric
  where account_key = :account_key::text and key = :metric_key::text and not exists (select from told) for update
), seen as (
  select value, time from metric
  where account_key = :account_key::text and key = :metric_key::text and exists (select from told)
), next as materialized (
  select nextval('metric_event_id_seq') as id, held.id as metric_id, held.time as time
  from (select) one left join held on true where not exists (select from told)
), made as (
  insert into metric (gid, account_key, key, value, time, event_id)
  select :metric_gid::text, :account_key::text, :metric_key::text, :value::bigint, :time::timestamptz, next.id
  from next where next.metric_id is null
  on conflict do nothing returning id
), stored as (
  insert into metric_event
    (id, gid, uid, metric_id, account_key, metric_key, value, time, received_at, idempotency_key, written_by)
  select next.id, :event_gid::text, :uid::uuid, coalesce(next.metric_id, made.id), :account_key::text,
    :metric_key::text, :value::bigint, :time::timestamptz, :received_at::timestamptz, :idempotency_key::text,
    :written_by::text
  from next left join made on true where next.metric_id is not null or made.id is not null
  on conflict (account_key, metric_key, idempotency_key) do nothing returning id
), moved as (
  update metric set value = :value::bigint, time = :time::timestamptz, event_id = stored.id from stored, next
  where metric.id = next.metric_id and next.time <= :time::timestamptz
)"""
_QUEUE_TEXT = """, queued as (
  insert into outbox_entry (uuid, account_key, kind, body, state, attempts, next_attempt_at, inserted_at)
  select :uuid::uuid, :account_key::text, :kind::text, :body::text, :state::text, :attempts::int,
    :next_attempt_at::timestamptz, :inserted_at::timestamptz
  from stored
)"""
_ANSWER = """
select stored.id is not null, coalesce(held.value, seen.value), coalesce(held.time, seen.time),
  told.uid, told.value, told.time, told.received_at
from (select) one left join told on true left join seen on true left join held on true left join stored on true"""


def _numbered(text: str) -> tuple[str, tuple[str, ...]]:
    """With PostgreSQL's numbers in place of names, and the names in the order of their numbers."""
    names: dict[str, int] = {}
    numbered = re.sub(r"(?<!:):(\w+)", lambda m: f"${names.setdefault(m[1], len(names) + 1)}", text)
    return numbered, tuple(names)


_SET, _SET_AND_QUEUE = _numbered(_SET_TEXT + _ANSWER), _numbered(_SET_TEXT + _QUEUE_TEXT + _ANSWER)
